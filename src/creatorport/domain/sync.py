"""SyncRun: one pass over an account, from its profile to the last of its videos, that survives interruptions."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from creatorport.domain.errors import TikTokThrottled
from creatorport.domain.ids import AccountId, SyncRunId, WorkspaceId
from creatorport.domain.machine import REFUSE, STAY, Machine

MOST_REPEATS: Final = 3
"""How often in a row the list may fail to move on before its answers are no longer believed."""

MOST_IDLE_PAGES: Final = 25
"""How many pages in a row may show nothing that the run has not seen."""

MOST_PAGES: Final = 5_000
"""How many pages a list may have: 100,000 videos."""

MOST_TROUBLES: Final = 5
"""How many attempts in a row may fail before a run is given up."""


class SyncTrigger(StrEnum):
    """Why a run was made."""

    CONNECT = "connect"
    MANUAL = "manual"
    SCHEDULED = "scheduled"
    WEBHOOK = "webhook"
    RETENTION = "retention"
    PLANNED = "planned"


class SyncState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    DONE = "done"
    FAILED = "failed"


class SyncVerb(StrEnum):
    START = "start"
    INTERRUPT = "be interrupted"
    FINISH = "finish"
    FAIL = "fail"


class SyncStep(StrEnum):
    """What a run reads: the profile, then the newest videos and the known ones by id, or the whole list."""

    PROFILE = "profile"
    NEWEST = "newest"
    KNOWN = "known"
    WALK = "walk"


_S, _V = SyncState, SyncVerb

SYNC_MACHINE: Machine[SyncState, SyncVerb] = Machine(
    "sync",
    {
        _S.QUEUED: {_V.START: _S.RUNNING, _V.INTERRUPT: STAY, _V.FINISH: REFUSE, _V.FAIL: _S.FAILED},
        _S.RUNNING: {_V.START: STAY, _V.INTERRUPT: _S.INTERRUPTED, _V.FINISH: _S.DONE, _V.FAIL: _S.FAILED},
        _S.INTERRUPTED: {_V.START: _S.RUNNING, _V.INTERRUPT: STAY, _V.FINISH: REFUSE, _V.FAIL: _S.FAILED},
        _S.DONE: {_V.START: REFUSE, _V.INTERRUPT: REFUSE, _V.FINISH: STAY, _V.FAIL: REFUSE},
        _S.FAILED: {_V.START: REFUSE, _V.INTERRUPT: REFUSE, _V.FINISH: REFUSE, _V.FAIL: STAY},
    },
)

OPEN_STATES: Final = frozenset({SyncState.QUEUED, SyncState.RUNNING, SyncState.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run found so far, in videos. `vanished` is known at the end of a complete walk only."""

    seen: int = 0
    new: int = 0
    changed: int = 0
    vanished: int = 0
    returned: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.seen + other.seen,
            self.new + other.new,
            self.changed + other.changed,
            self.vanished + other.vanished,
            self.returned + other.returned,
        )


@dataclass(frozen=True, slots=True)
class SyncRun:
    """One run. At most one per account is open: asking again joins it.

    `whole` asks for the complete list, the only way to learn which videos vanished. `cursor` is where the list goes
    on, so that an interrupted run repeats one call at most. `step_at` is when the present step began. `calls` counts
    what was spent at TikTok.
    """

    id: SyncRunId
    workspace_id: WorkspaceId
    account_id: AccountId
    trigger: SyncTrigger
    whole: bool
    queued_at: datetime
    state: SyncState = SyncState.QUEUED
    step: SyncStep = SyncStep.PROFILE
    started_at: datetime | None = None
    step_at: datetime | None = None
    ended_at: datetime | None = None
    cursor: int | None = None
    pages: int = 0
    idle_pages: int = 0
    repeats: int = 0
    troubles: int = 0
    interruptions: int = 0
    calls: int = 0
    tally: Tally = Tally()
    error_code: str | None = None
    error: str | None = None
    retry_at: datetime | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def waits_for_limit(self) -> bool:
        """Whether it was interrupted by a limit of TikTok's, so that going on earlier would be in vain."""
        return self.state is SyncState.INTERRUPTED and self.error_code == TikTokThrottled.code

    @property
    def duration(self) -> timedelta | None:
        """From the first start to the end; None before the end."""
        return self.ended_at - self.started_at if self.started_at and self.ended_at else None

    @property
    def is_stuck(self) -> bool:
        """Whether the list leads nowhere: its cursor stands still, or it goes on without end."""
        return self.repeats >= MOST_REPEATS or self.idle_pages >= MOST_IDLE_PAGES or self.pages >= MOST_PAGES

    @property
    def is_given_up(self) -> bool:
        return self.troubles >= MOST_TROUBLES

    def start(self, now: datetime) -> "SyncRun":
        """Begin, or go on where it was interrupted. A run found running lost its process: that counts too."""
        lost = self.state is SyncState.RUNNING
        state = SYNC_MACHINE.move(self.state, SyncVerb.START) or self.state
        return replace(
            self,
            state=state,
            started_at=self.started_at or now,
            interruptions=self.interruptions + lost,
            retry_at=None,
        )

    def spend(self, calls: int = 1) -> "SyncRun":
        """Count calls at TikTok, whatever came of them."""
        return replace(self, calls=self.calls + calls)

    def turn_to(self, step: SyncStep, now: datetime) -> "SyncRun":
        """Go on with another step, from its beginning."""
        return replace(self, step=step, step_at=now, cursor=None, repeats=0, idle_pages=0, troubles=0)

    def take_page(self, tally: Tally, cursor: int | None, *, fresh: int, has_more: bool) -> "SyncRun":
        """Take what a page of the list held. `fresh` of its videos were not seen by this step before.

        A cursor that does not get smaller is not followed: the same page is asked for again, a few times.
        """
        repeated = has_more and (cursor is None or (self.cursor is not None and cursor >= self.cursor))
        return replace(
            self,
            cursor=self.cursor if repeated else cursor,
            pages=self.pages + 1,
            idle_pages=0 if fresh else self.idle_pages + 1,
            repeats=self.repeats + 1 if repeated else 0,
            troubles=0,
            tally=self.tally + tally,
        )

    def take_batch(self, tally: Tally) -> "SyncRun":
        """Take what a query by ids found."""
        return replace(self, troubles=0, tally=self.tally + tally)

    def interrupt(self, code: str, message: str, *, retry_at: datetime, counts: bool) -> "SyncRun":
        """Pause until `retry_at`. `counts` makes it one of the troubles after which a run is given up."""
        return replace(
            self,
            state=SYNC_MACHINE.move(self.state, SyncVerb.INTERRUPT) or self.state,
            interruptions=self.interruptions + 1,
            troubles=self.troubles + counts,
            error_code=code,
            error=message,
            retry_at=retry_at,
        )

    def finish(self, now: datetime, *, vanished: int = 0) -> "SyncRun":
        """End well: what went wrong on the way no longer matters."""
        state = SYNC_MACHINE.move(self.state, SyncVerb.FINISH)
        if state is None:
            return self
        tally = self.tally + Tally(vanished=vanished)
        return replace(self, state=state, ended_at=now, cursor=None, tally=tally, error_code=None, error=None)

    def fail(self, code: str, message: str, now: datetime) -> "SyncRun":
        """End badly: what was read stays, what was not read stays as it was before."""
        state = SYNC_MACHINE.move(self.state, SyncVerb.FAIL)
        if state is None:
            return self
        return replace(self, state=state, ended_at=now, error_code=code, error=message, retry_at=None)


@dataclass(frozen=True, slots=True)
class SyncTimes:
    """When an account is synced next by schedule, was asked for by a person, and was walked completely, last."""

    workspace_id: WorkspaceId
    account_id: AccountId
    next_at: datetime | None = None
    asked_at: datetime | None = None
    walked_at: datetime | None = None
