from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class PurgeRow(Row, table=True):
    """The report of what was dropped: rows are added, never changed."""

    __tablename__ = "purges"
    __table_args__: ClassVar = (Index(None, "workspace_id", "at", "id"),)

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    at: datetime = instant()
    what: str = text()
    reason: str = text()
    items: int = Field(sa_type=BigInteger)
    account_id: str | None = text()
