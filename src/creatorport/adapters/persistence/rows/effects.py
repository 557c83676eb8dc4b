from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class EffectRow(Row, table=True):
    """`touched_at` is the database's own time, not the business's: it tells whether a driver may still be at work."""

    __tablename__ = "effects"
    __table_args__: ClassVar = (
        Index(
            "ix_effects_unsettled",
            "touched_at",
            postgresql_where=literal("state IN ('intended', 'calling', 'unknown')"),
        ),
        Index("ix_effects_unknown", "workspace_id", "subject", postgresql_where=literal("state = 'unknown'")),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    kind: str = text()
    subject: str = text()
    reference: str = text()
    request: dict[str, Any] = Field(sa_type=JSONB)
    state: str = text()
    created_at: datetime = instant()
    calls: int
    look_ups: int
    called_at: datetime | None = instant()
    settled_at: datetime | None = instant()
    trouble: str | None = text()
    refusals: int = Field(default=0, sa_column_kwargs={"server_default": literal("0")})
    silences: int = Field(default=0, sa_column_kwargs={"server_default": literal("0")})
    next_at: datetime | None = instant()
    touched_at: datetime | None = instant(
        default=None, nullable=False, sa_column_kwargs={"server_default": literal("clock_timestamp()")}
    )
    version: int
