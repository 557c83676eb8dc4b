from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class CallBudgetRow(Row, table=True):
    """What was spent of one of TikTok's quotas. Read and written by the TikTok adapters."""

    __tablename__ = "call_budget"

    app: str = text(primary_key=True)
    scope: str = text(primary_key=True)
    spent: dict[str, Any] = Field(sa_type=JSONB)
    resting_until: datetime | None = instant()
