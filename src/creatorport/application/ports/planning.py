"""What the planner reads and writes, in one unit of work with the jobs that it enqueues."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.domain.counts import Counts
from creatorport.domain.creator import Reach
from creatorport.domain.freshness.estimate import ChangeRate
from creatorport.domain.freshness.pledge import FreshnessPromise, PromiseSubject
from creatorport.domain.freshness.promise import Ledger
from creatorport.domain.ids import AccountId, PromiseId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Pace:
    """When the last round was, and how many calls the planner may make that it did not make yet.

    `promised` are the calls a day that promises take, of all workspaces.
    """

    last_at: datetime | None = None
    credit: float = 0.0
    promised: float = 0.0


@dataclass(frozen=True, slots=True)
class Refreshable:
    """A video, or an account's own counts, with all that decides when it is refreshed.

    `key` is the video's id, or the account's behind "profile:"; `video_id` is TikTok's, None for a profile. `bound` is
    the least age in days that it was promised. `videos` is how many visible ones the account has.
    """

    key: str
    workspace_id: WorkspaceId
    account_id: AccountId
    video_id: str | None
    captured_at: datetime | None
    published_at: datetime | None
    followers: int | None
    live: bool
    watched: bool
    belief: ChangeRate
    bound: float | None
    asked_at: datetime | None
    videos: int


@dataclass(frozen=True, slots=True)
class Capture:
    """One look at something's counters."""

    at: datetime
    counts: Counts | Reach


@dataclass(frozen=True, slots=True)
class Unlearned:
    """Something with captures that its belief does not know yet: from the last known one on, oldest first."""

    key: str
    workspace_id: WorkspaceId
    published_at: datetime | None
    followers: int | None
    belief: ChangeRate
    learned_at: datetime | None
    captures: tuple[Capture, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """A belief that knows every capture until `learned_at`."""

    key: str
    workspace_id: WorkspaceId
    belief: ChangeRate
    learned_at: datetime


class Plans(Protocol):
    """The planner's memory. Whatever names no workspace spans all of them, and is for jobs only."""

    async def lock_pace(self) -> Pace:
        """Load, and let no other round begin until this unit of work ends."""
        ...

    async def pace(self) -> Pace:
        """Return what the last round kept, without waiting for one under way."""
        ...

    async def keep_pace(self, pace: Pace) -> None: ...

    async def refreshables(self, now: datetime, *, workspace_id: WorkspaceId | None = None) -> Sequence[Refreshable]:
        """Return what can be refreshed, of accounts with a grant that did not fail within the last hour.

        Of an account's videos the newest sixty, and all that are promised or run in a campaign; its own counts where
        they were granted.
        """
        ...

    async def unlearned(self, most: int) -> Sequence[Unlearned]:
        """Return what was captured since it was learned from last."""
        ...

    async def learn(self, learned: Iterable[Learned]) -> None: ...

    async def note_asked(self, keys: Collection[tuple[WorkspaceId, str]], at: datetime) -> None:
        """Remember when refreshing was asked for, so that the next round does not ask again."""
        ...

    async def keep_shares(self, shares: Mapping[WorkspaceId, tuple[float, float]]) -> None:
        """Remember how many calls a day each workspace has: with what others leave, and of its own."""
        ...

    async def share(self, workspace_id: WorkspaceId) -> tuple[float, float] | None:
        """Return what the last round remembered of a workspace; None where it had nothing to plan for it."""
        ...

    async def calls_of_syncs(self, since: datetime) -> int:
        """Return how many calls the runs took that were asked for since then."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise, and how each of its things was kept so far."""

    promise: FreshnessPromise
    ledgers: tuple[Ledger, ...]


class Promises(Protocol):
    async def add(self, promise: FreshnessPromise) -> None: ...

    async def save(self, promise: FreshnessPromise) -> None: ...

    async def lock(self, workspace_id: WorkspaceId, promise_id: PromiseId) -> FreshnessPromise:
        """Load, and let nobody else change it until this unit of work ends. Raises NotFound."""
        ...

    async def lock_all(self, workspace_id: WorkspaceId) -> Sequence[FreshnessPromise]:
        """Return the promises that hold, and let nobody else make one in this workspace meanwhile."""
        ...

    async def keys(self, workspace_id: WorkspaceId, subject: PromiseSubject, subject_id: str) -> Collection[str]:
        """Return the keys of what a promise about the subject would be about today."""
        ...

    async def kept(self, workspace_id: WorkspaceId) -> Sequence[Kept]:
        """Return all promises, newest first, with the captures since each was made reckoned in.

        A thing counts from when the promise was made or it was first seen, whichever is later.
        """
        ...
