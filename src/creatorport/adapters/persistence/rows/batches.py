from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class BatchRow(Row, table=True):
    """A batch of invitations. `counts` are those that its followers were told last."""

    __tablename__ = "invitation_batches"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "campaign_id"],
            ["campaigns.workspace_id", "campaigns.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        Index(None, "workspace_id", "campaign_id", "created_at", "id"),
        Index("ix_invitation_batches_open", "created_at", postgresql_where=literal("settled_at IS NULL")),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    campaign_id: str = text()
    state: str = text()
    counts: dict[str, Any] = Field(sa_type=JSONB)
    template_id: str | None = text()
    template_number: int | None
    life: int | None = Field(sa_type=BigInteger)
    created_by: str = text()
    created_at: datetime = instant()
    settled_at: datetime | None = instant()
    version: int


class BatchItemRow(Row, table=True):
    """One creator of a batch. The creator need not exist: that may be why they were refused."""

    __tablename__ = "invitation_batch_items"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "batch_id"],
            ["invitation_batches.workspace_id", "invitation_batches.id"],
            name="fk_invitation_batch_items_batch",
        ),
        ForeignKeyConstraint(
            ["workspace_id", "invitation_id"],
            ["invitations.workspace_id", "invitations.id"],
            name="fk_invitation_batch_items_invitation",
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    workspace_id: str = text(primary_key=True)
    batch_id: str = text(primary_key=True)
    position: int = Field(primary_key=True)
    creator_id: str = text()
    handle: str | None = text()
    message: str | None = text()
    offer: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    state: str = text()
    code: str | None = text()
    reason: str | None = text()
    fixable_by: str | None = text()
    remedy: str | None = text()
    invitation_id: str | None = text()
    effect_id: str | None = text()


class StandingRow(Row, table=True):
    """Where a handle stood at TikTok One when TikTok was last asked."""

    __tablename__ = "creator_standings"

    workspace_id: str = text(primary_key=True)
    handle_key: str = text(primary_key=True)
    standing: str = text()
    seen_at: datetime = instant()
