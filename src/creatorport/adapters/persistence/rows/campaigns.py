from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Index, Numeric, Text
from sqlalchemy.dialects.postgresql import ARRAY
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
    version: int
