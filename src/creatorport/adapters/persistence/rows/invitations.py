from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy import text as literal

from creatorport.adapters.persistence.rows.row import Row, instant, text

# Written out, because a migration has to say the same words; a test compares them with the domain's live states.
LIVE = "state IN ('draft', 'sending', 'sent', 'viewed', 'accepted')"


class InvitationRow(Row, table=True):
    __tablename__ = "invitations"
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
        Index(
            "uq_invitations_live",
            "workspace_id",
            "campaign_id",
            "creator_id",
            unique=True,
            postgresql_where=literal(LIVE),
        ),
        Index(None, "workspace_id", "campaign_id", "created_at", "id"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    campaign_id: str = text()
    creator_id: str = text()
    handle: str = text()
    handle_key: str = text()
    message: str = text()
    state: str = text()
    created_at: datetime = instant()
    delivery: str | None = text()
    tiktok_id: str | None = text()
    sent_at: datetime | None = instant()
    answered_at: datetime | None = instant()
    answer: str | None = text()
    failure: str | None = text()
    version: int
