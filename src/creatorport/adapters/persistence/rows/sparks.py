from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index

from creatorport.adapters.persistence.rows.row import Row, instant, text


class SparkRow(Row, table=True):
    """The permission to advertise a post; its code is sealed."""

    __tablename__ = "spark_authorizations"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "id"], ["posts.workspace_id", "posts.id"], deferrable=True, initially="DEFERRED"
        ),
        Index(None, "state", "checked_at"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    campaign_id: str = text()
    creator_id: str = text()
    video_id: str = text()
    state: str = text()
    days: int
    asked_at: datetime = instant()
    seen_at: datetime | None = instant()
    checked_at: datetime | None = instant()
    sealed_code: str | None = text()
    code_status: str | None = text()
    starts_at: datetime | None = instant()
    ends_at: datetime | None = instant()
    extending: int | None
    warned: int | None
    redemption: str = text()
    advertiser_id: str | None = text()
    failure: str | None = text()
    version: int
