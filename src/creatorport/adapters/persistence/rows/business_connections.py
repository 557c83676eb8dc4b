from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class BusinessConnectionRow(Row, table=True):
    """What a creator granted the business app. The id is the account's. Both tokens are sealed."""

    __tablename__ = "business_connections"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "id"],
            ["accounts.workspace_id", "accounts.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        Index(None, "open_id"),
        Index(None, "refresh_expires_at"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    open_id: str = text()
    handle: str | None = text()
    requested_scopes: list[str] = Field(sa_type=ARRAY(Text))
    state: str = text()
    cause: str | None = text()
    loss: str | None = text()
    connected_at: datetime = instant()
    updated_at: datetime = instant()
    sealed_access_token: str | None = text()
    sealed_refresh_token: str | None = text()
    access_expires_at: datetime | None = instant()
    refresh_expires_at: datetime | None = instant()
    issued_at: datetime | None = instant()
    scopes: list[str] | None = Field(sa_type=ARRAY(Text))
    renewing_since: datetime | None = instant()
    warned: int | None
    version: int
