from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class FoundListRow(Row, table=True):
    """The result of a search. Its places are written as rows of `[creator, key, call]`."""

    __tablename__ = "found_lists"
    __table_args__: ClassVar = (Index(None, "workspace_id", "scope", "made_at"), Index(None, "expires_at"))

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    scope: str = text()
    by_key: bool
    ascending: bool
    walks: list[Any] = Field(sa_type=JSONB)
    made_at: datetime = instant()
    expires_at: datetime = instant()
    calls: int
    version: int


class CategoriesRow(Row, table=True):
    """TikTok One's categories, as a workspace last read them."""

    __tablename__ = "creator_categories"

    workspace_id: str = text(primary_key=True)
    content: list[Any] = Field(sa_type=JSONB)
    industry: list[Any] = Field(sa_type=JSONB)
    read_at: datetime = instant()
