from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, count, instant, text

# Written out, because a migration has to say the same words; a test compares them with the domain's states.
OWED = "state IN ('changes_requested', 'due')"


def _belongs(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], deferrable=True, initially="DEFERRED"
    )


class DeliverableRow(Row, table=True):
    """A deliverable with what was handed in last, and how the request to link it stands."""

    __tablename__ = "deliverables"
    __table_args__: ClassVar = (
        _belongs("campaign_id", "campaigns"),
        _belongs("invitation_id", "invitations"),
        _belongs("creator_id", "creators"),
        UniqueConstraint("workspace_id", "invitation_id", "number"),
        Index(None, "workspace_id", "campaign_id", "created_at", "id"),
        Index("ix_deliverables_owed", "due_at", postgresql_where=literal(OWED)),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    campaign_id: str = text()
    invitation_id: str = text()
    creator_id: str = text()
    handle: str = text()
    handle_key: str = text()
    number: int
    kind: str = text()
    state: str = text()
    due_at: datetime | None = instant()
    created_at: datetime = instant()
    submitted_at: datetime | None = instant()
    submitted_by: str | None = text()
    video_id: str | None = text()
    video_url: str | None = text()
    draft_url: str | None = text()
    note: str | None = text()
    decided_at: datetime | None = instant()
    decided_by: str | None = text()
    link_video_id: str | None = text()
    link_state: str | None = text()
    link_asked_at: datetime | None = instant()
    link_requests: int | None
    link_pending: str | None = text()
    link_failure: str | None = text()
    link_earlier: list[str] | None = Field(sa_type=ARRAY(Text))
    link_unread: str | None = text()
    post_id: str | None = text()
    linked_at: datetime | None = instant()
    reminded: int | None = count()
    reminded_at: datetime | None = instant()
    version: int


class CommentRow(Row, table=True):
    """The conversation about deliverables: rows are added, never changed."""

    __tablename__ = "deliverable_comments"
    __table_args__: ClassVar = (
        _belongs("deliverable_id", "deliverables"),
        Index(None, "workspace_id", "deliverable_id", "at", "id"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    deliverable_id: str = text()
    author: str = text()
    role: str = text()
    text: str = text()
    at: datetime = instant()
