"""What the graph shows of sync runs."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import AccountId, SyncRunId


@dataclass(frozen=True, slots=True)
class SyncRunView:
    """One sync run; see `domain.sync.SyncRun`."""

    id: SyncRunId
    account_id: AccountId
    trigger: str
    whole: bool
    state: str
    step: str
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    pages: int
    interruptions: int
    calls: int
    seen: int
    new: int
    changed: int
    vanished: int
    returned: int
    error_code: str | None
    error: str | None
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class SyncProgressView:
    """Where a run stood at one moment; `number` is its place in the account's stream."""

    number: int
    at: datetime
    run: SyncRunView
