from datetime import datetime
from typing import ClassVar

from sqlalchemy import Float, Index
from sqlalchemy import text as literal
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class BeliefRow(Row, table=True):
    """How often something is believed to change; and when refreshing it was asked for last."""

    __tablename__ = "beliefs"

    workspace_id: str = text(primary_key=True)
    key: str = text(primary_key=True)
    shape: float = Field(sa_type=Float)
    exposure: float = Field(sa_type=Float)
    learned_at: datetime | None = instant()
    asked_at: datetime | None = instant()


class PaceRow(Row, table=True):
    """The planner's pace: one row, locked during a round."""

    __tablename__ = "planner_pace"

    id: str = text(primary_key=True)
    last_at: datetime | None = instant()
    credit: float = Field(sa_type=Float)
    promised: float = Field(sa_type=Float)


class ShareRow(Row, table=True):
    """How many calls a day the planner's last round had for a workspace."""

    __tablename__ = "planner_shares"

    workspace_id: str = text(primary_key=True)
    given: float = Field(sa_type=Float)
    entitled: float = Field(sa_type=Float)


class PromiseRow(Row, table=True):
    """A promise about the age of numbers. `bound` is in seconds."""

    __tablename__ = "freshness_promises"
    __table_args__: ClassVar = (
        Index(
            "uq_freshness_promises_live",
            "workspace_id",
            "subject",
            "subject_id",
            unique=True,
            postgresql_where=literal("withdrawn_at IS NULL"),
        ),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    subject: str = text()
    subject_id: str = text()
    bound: float = Field(sa_type=Float)
    made_by: str = text()
    made_at: datetime = instant()
    withdrawn_at: datetime | None = instant()


class AttentionRow(Row, table=True):
    """What somebody looks at, or did until a moment ago."""

    __tablename__ = "attention"

    workspace_id: str = text(primary_key=True)
    kind: str = text(primary_key=True)
    id: str = text(primary_key=True)
    until: datetime = instant()
