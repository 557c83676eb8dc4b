from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as literal

from creatorport.adapters.persistence.rows.row import Row, count, instant, text


class CreatorRow(Row, table=True):
    __tablename__ = "creators"
    __table_args__: ClassVar = (
        UniqueConstraint("workspace_id", "handle_key"),
        Index("ix_creators_by_followers", "workspace_id", literal("coalesce(followers, -1) DESC"), literal("id DESC")),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    handle: str = text()
    handle_key: str = text()
    display_name: str = text()
    avatar_url: str | None = text()
    avatar_expires_at: datetime | None = instant()
    followers: int | None = count()
    following: int | None = count()
    likes: int | None = count()
    videos: int | None = count()
    source: str = text()
    captured_at: datetime = instant()
    fresh_until: datetime = instant()
    found_at: datetime = instant()
