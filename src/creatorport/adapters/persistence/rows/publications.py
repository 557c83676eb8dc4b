from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


def _of_account() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"], deferrable=True, initially="DEFERRED"
    )


class PublicationRow(Row, table=True):
    """A publication, with what was chosen and agreed to; the address of its upload is sealed."""

    __tablename__ = "publications"
    __table_args__: ClassVar = (
        _of_account(),
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "workspace_id", "account_id", "created_at", "id"),
        Index(None, "next_at", postgresql_where=literal("next_at IS NOT NULL")),
        Index(None, "publish_id"),
        Index(None, "started_at", "creator"),
        Index(None, "workspace_id", "media_id"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    account_id: str = text()
    creator: str = text()
    made_by: str = text()
    title: str = text()
    privacy: str = text()
    allow_comment: bool
    allow_duet: bool
    allow_stitch: bool
    own_brand: bool
    branded_content: bool
    is_ai_generated: bool
    cover_ms: int | None
    consent_text: str = text()
    consent_by: str = text()
    consented_at: datetime = instant()
    media_id: str | None = text()
    media_kind: str | None = text()
    media_size: int | None = Field(sa_type=BigInteger)
    video_url: str | None = text()
    state: str = text()
    created_at: datetime = instant()
    next_at: datetime | None = instant()
    started_at: datetime | None = instant()
    publish_id: str | None = text()
    sealed_upload: str | None = text()
    upload_ends_at: datetime | None = instant()
    sent: int | None = Field(sa_type=BigInteger)
    completed_at: datetime | None = instant()
    settled_at: datetime | None = instant()
    post_ids: list[str] = Field(sa_type=ARRAY(Text))
    cap: str | None = text()
    trouble_code: str | None = text()
    trouble_message: str | None = text()
    trouble_fixable_by: str | None = text()
    trouble_reason: str | None = text()
    tiktok_status: str | None = text()
    checked_at: datetime | None = instant()
    looks: int
    failures: int
    version: int


class MediaRow(Row, table=True):
    """A file that was handed in to be published; its bytes are in a folder."""

    __tablename__ = "media"
    __table_args__: ClassVar = (Index(None, "kept_at", postgresql_where=literal("dropped_at IS NULL")),)

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    owner: str = text()
    kind: str = text()
    size: int = Field(sa_type=BigInteger)
    kept_at: datetime = instant()
    dropped_at: datetime | None = instant()
    version: int


class OptionsAnswerRow(Row, table=True):
    """What TikTok offered a creator, for as long as a post may be made of it."""

    __tablename__ = "options_answers"
    __table_args__: ClassVar = (_of_account(), Index(None, "asked_at"))

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    account_id: str = text()
    options: dict[str, Any] = Field(sa_type=JSONB)
    asked_at: datetime = instant()
    used_by: str | None = text()
    version: int
