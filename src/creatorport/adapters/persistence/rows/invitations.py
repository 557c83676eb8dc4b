from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Numeric
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text

# Written out, because a migration has to say the same words; a test compares them with the domain's live states.
LIVE = "state IN ('draft', 'sending', 'sent', 'viewed', 'accepted')"
WAITED_FOR = "state IN ('sending', 'sent', 'viewed')"


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
        Index(None, "workspace_id", "handle_key"),
        Index("uq_invitations_join_token_hash", "join_token_hash", unique=True),
        Index("ix_invitations_open", "expires_at", postgresql_where=literal(WAITED_FOR)),
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
    terms_number: int
    agreed: int | None
    agreed_by: str | None = text()
    responded_at: datetime | None = instant(default=None)
    response: str | None = text(default=None)
    negotiation: str = text()
    over_budget: bool
    life: int = Field(sa_type=BigInteger)
    expires_at: datetime | None = instant()
    reminders: list[dict[str, Any]] = Field(sa_type=JSONB)
    join_token_hash: str | None = text()
    joining_way: str | None = text()
    joining_state: str | None = text()
    joined_at: datetime | None = instant()
    joining_failure: str | None = text()
    version: int


class TermsRow(Row, table=True):
    """One version of an invitation's terms. Rows are added, and never changed."""

    __tablename__ = "invitation_terms"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "invitation_id"],
            ["invitations.workspace_id", "invitations.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    workspace_id: str = text(primary_key=True)
    invitation_id: str = text(primary_key=True)
    number: int = Field(primary_key=True)
    fee_amount: Decimal | None = Field(sa_type=Numeric)
    fee_currency: str | None = text()
    commission_rate: Decimal | None = Field(sa_type=Numeric)
    product_gift: bool
    deliverables: list[dict[str, Any]] = Field(sa_type=JSONB)
    usage_rights_days: int
    exclusivity_days: int
    guidelines: str = text()
    proposed_by: str = text()
    proposed_at: datetime = instant()
    remark: str = text()
