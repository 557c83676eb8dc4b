from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index

from creatorport.adapters.persistence.rows.row import Row, count, instant, text


class AccountVideoRow(Row, table=True):
    """A video of an account, with its latest snapshot beside it."""

    __tablename__ = "account_videos"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        Index(None, "workspace_id", "account_id", "seen_at"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    account_id: str = text()
    video_id: str = text()
    published_at: datetime | None = instant()
    title: str | None = text()
    description: str | None = text()
    duration: int | None = count()
    cover_url: str | None = text()
    cover_expires_at: datetime | None = instant()
    share_url: str | None = text()
    embed_url: str | None = text()
    state: str = text()
    first_seen_at: datetime = instant()
    seen_at: datetime = instant()
    first_missing_at: datetime | None = instant()
    dropped_at: datetime | None = instant()
    views: int | None = count()
    likes: int | None = count()
    comments: int | None = count()
    shares: int | None = count()
    source: str | None = text()
    captured_at: datetime | None = instant()
    fresh_until: datetime | None = instant()
    fell: bool | None


class VideoSnapshotRow(Row, table=True):
    """The ledger of a video's captures: rows are added, never changed."""

    __tablename__ = "video_snapshots"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(["workspace_id", "video"], ["account_videos.workspace_id", "account_videos.id"]),
    )

    workspace_id: str = text(primary_key=True)
    video: str = text(primary_key=True)
    captured_at: datetime = instant(primary_key=True)
    fresh_until: datetime = instant()
    source: str = text()
    views: int | None = count()
    likes: int | None = count()
    comments: int | None = count()
    shares: int | None = count()
    fell: bool


class ProfileSnapshotRow(Row, table=True):
    """The ledger of an account's own counts: rows are added, never changed."""

    __tablename__ = "profile_snapshots"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"]),
    )

    workspace_id: str = text(primary_key=True)
    account_id: str = text(primary_key=True)
    captured_at: datetime = instant(primary_key=True)
    fresh_until: datetime = instant()
    source: str = text()
    followers: int | None = count()
    following: int | None = count()
    likes: int | None = count()
    videos: int | None = count()
    fell: bool
