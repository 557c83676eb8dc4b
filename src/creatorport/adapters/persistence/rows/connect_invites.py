from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index

from creatorport.adapters.persistence.rows.row import Row, instant, text


class ConnectInviteRow(Row, table=True):
    """An invite link. Its token is present as a hash only."""

    __tablename__ = "connect_invites"
    __table_args__: ClassVar = (Index(None, "workspace_id", "created_at", "id"),)

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    token_hash: str = text(unique=True)
    invited: str = text()
    expected: str | None = text()
    created_by: str = text()
    created_at: datetime = instant()
    expires_at: datetime = instant()
    used_at: datetime | None = instant()
    revoked_at: datetime | None = instant()
    account_id: str | None = text()
