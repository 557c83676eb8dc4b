from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlalchemy import text as literal
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text

# Written out, because a migration has to say the same words; a test compares them with the domain's open states.
OPEN = "state IN ('queued', 'running', 'interrupted')"


def _of_account() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"], deferrable=True, initially="DEFERRED"
    )


class SyncRunRow(Row, table=True):
    """A sync run. One per account is open at most, whoever asks at the same time."""

    __tablename__ = "sync_runs"
    __table_args__: ClassVar = (
        _of_account(),
        Index(None, "workspace_id", "account_id", "queued_at", "id"),
        Index(
            "uq_sync_runs_open",
            "workspace_id",
            "account_id",
            unique=True,
            postgresql_where=literal(OPEN),
        ),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    account_id: str = text()
    trigger: str = text()
    whole: bool
    queued_at: datetime = instant()
    state: str = text()
    step: str = text()
    started_at: datetime | None = instant()
    step_at: datetime | None = instant()
    ended_at: datetime | None = instant()
    cursor: int | None = Field(sa_type=BigInteger)
    pages: int
    idle_pages: int
    repeats: int
    troubles: int
    interruptions: int
    calls: int
    seen: int
    new: int
    changed: int
    vanished: int
    returned: int
    error_code: str | None = text()
    error: str | None = text()
    retry_at: datetime | None = instant()
    version: int


class SyncTimesRow(Row, table=True):
    """When an account is synced next, and was before."""

    __tablename__ = "sync_times"
    __table_args__: ClassVar = (_of_account(), Index(None, "next_at"))

    workspace_id: str = text(primary_key=True)
    account_id: str = text(primary_key=True)
    next_at: datetime | None = instant()
    asked_at: datetime | None = instant()
    walked_at: datetime | None = instant()
