from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, Numeric, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class CampaignRow(Row, table=True):
    __tablename__ = "campaigns"
    __table_args__: ClassVar = (
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "workspace_id", "tiktok_campaign_id"),
        Index(None, "state"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    name: str = text()
    brand_name: str = text()
    brief: str = text()
    state: str = text()
    created_by: str = text()
    created_at: datetime = instant()
    tiktok_campaign_id: str | None = text()
    invite_link: str | None = text()
    country_codes: list[str] | None = Field(sa_type=ARRAY(Text))
    rejection: str | None = text()
    budget_amount: Decimal | None = Field(sa_type=Numeric)
    budget_currency: str | None = text()
    plan: dict[str, Any] | None = Field(sa_type=JSONB)
    archived_at: datetime | None = instant()
    ended_at: datetime | None = instant()
    order_id: str | None = text()
    anchor_id: str | None = text()
    anchor_state: str | None = text()
    version: int


class CaptureFailureRow(Row, table=True):
    """Why a campaign could not be captured when that was tried last; gone after a success."""

    __tablename__ = "capture_failures"

    workspace_id: str = text(primary_key=True)
    campaign_id: str = text(primary_key=True)
    code: str = text()
    message: str = text()
    fixable_by: str = text()
    since: datetime = instant()
    at: datetime = instant()
    retry_at: datetime = instant()
    tiktok_code: str | None = text()
    log_id: str | None = text()


class MilestoneRow(Row, table=True):
    """A milestone that was reached. There is no second time for the same one."""

    __tablename__ = "milestones_reached"

    workspace_id: str = text(primary_key=True)
    campaign_id: str = text(primary_key=True)
    metric: str = text(primary_key=True)
    threshold: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    value: int = Field(sa_type=BigInteger)
    at: datetime = instant()
