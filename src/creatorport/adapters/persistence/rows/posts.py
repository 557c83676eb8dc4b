from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint

from creatorport.adapters.persistence.rows.row import Row, count, instant, text


class PostRow(Row, table=True):
    """A post with its latest snapshot beside it, so that lists and totals need no search through the ledger."""

    __tablename__ = "posts"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "campaign_id"],
            ["campaigns.workspace_id", "campaigns.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        ForeignKeyConstraint(
            ["workspace_id", "creator_id"],
            ["creators.workspace_id", "creators.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        UniqueConstraint("workspace_id", "campaign_id", "video_id"),
        Index(None, "workspace_id", "campaign_id", "linked_at", "id"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    campaign_id: str = text()
    creator_id: str = text()
    video_id: str = text()
    url: str = text()
    state: str = text()
    published_at: datetime | None = instant()
    linked_at: datetime = instant()
    views: int | None = count()
    likes: int | None = count()
    comments: int | None = count()
    shares: int | None = count()
    source: str | None = text()
    captured_at: datetime | None = instant()
    fresh_until: datetime | None = instant()
    fell: bool | None
    version: int


class SnapshotRow(Row, table=True):
    """The ledger of captures: rows are added, never changed."""

    __tablename__ = "snapshots"
    __table_args__: ClassVar = (ForeignKeyConstraint(["workspace_id", "post_id"], ["posts.workspace_id", "posts.id"]),)

    workspace_id: str = text(primary_key=True)
    post_id: str = text(primary_key=True)
    captured_at: datetime = instant(primary_key=True)
    fresh_until: datetime = instant()
    source: str = text()
    views: int | None = count()
    likes: int | None = count()
    comments: int | None = count()
    shares: int | None = count()
    fell: bool
