from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class ActivityRow(Row, table=True):
    """One entry of a campaign's activity. The database refuses to change or delete one; see migration 0066."""

    __tablename__ = "activities"
    __table_args__: ClassVar = (Index(None, "workspace_id", "campaign_id", "number"),)

    number: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=True)]
    )
    workspace_id: str = text()
    campaign_id: str = text()
    at: datetime = instant()
    actor_kind: str = text()
    actor_id: str | None = text()
    kind: str = text()
    verb: str = text()
    subject_kind: str | None = text()
    subject_id: str | None = text()
    facts: dict[str, Any] = Field(sa_type=JSONB)
