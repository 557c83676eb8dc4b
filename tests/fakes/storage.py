"""What the in-memory units of work share: committed state, row locks, and who waits for news."""

import asyncio
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from creatorport.application.ports.event_log import Logged
from creatorport.application.ports.jobs import (
    CaptureCampaign,
    CaptureCreatorInsights,
    CaptureInsights,
    DriveEffect,
    DriveHook,
    DrivePublication,
    EnrichCreators,
    Job,
    SubscribeToMarketplace,
    SyncAccount,
    WorkOffBatch,
)
from tests.fakes.copies import copied

Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A deferred job that nobody has taken yet."""

    job: Job
    after: timedelta | None = None


@dataclass(slots=True)
class Stream:
    """A stream's kept entries, and the number of its newest one."""

    entries: list[Logged] = field(default_factory=list)
    newest: int = 0

    @property
    def oldest(self) -> int:
        return self.entries[0].number if self.entries else self.newest + 1


class Storage:
    """The committed state. Records are stored and handed out as copies."""

    def __init__(self) -> None:
        self.records: dict[Key, Any] = {}
        self.streams: defaultdict[str, Stream] = defaultdict(Stream)
        self.jobs: list[Waiting] = []
        self.numbers = count(1)
        self._locks: defaultdict[Key, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._news = asyncio.Event()

    def lock(self, key: Key) -> asyncio.Lock:
        return self._locks[key]

    def read(self, key: Key) -> Any | None:
        return copied(self.records.get(key))

    def entries(self, stream: str) -> list[Logged]:
        return list(self.streams[stream].entries) if stream in self.streams else []

    def apply(self, changes: dict[Key, Any], entries: list[Logged], jobs: list[Waiting]) -> None:
        """Commit: all of it at once, as nothing awaits in between."""
        for key, record in changes.items():
            if record is None:
                self.records.pop(key, None)
            else:
                self.records[key] = copied(record)
        for entry in entries:
            stream = self.streams[entry.stream]
            stream.entries.append(entry)
            stream.newest = entry.number
        for waiting in jobs:
            self._enqueue(waiting)
        self.announce()

    def _enqueue(self, waiting: Waiting) -> None:
        """Add a job, or bring the one that waits already forward to the earlier of both times."""
        for place, other in enumerate(self.jobs):
            if other.job == waiting.job and waits_once(waiting.job):
                self.jobs[place] = min(other, waiting, key=lambda one: one.after or timedelta(0))
                return
        self.jobs.append(waiting)

    def announce(self) -> None:
        """Wake whoever waits for news."""
        self._news.set()
        self._news = asyncio.Event()

    async def news(self) -> None:
        await self._news.wait()

    def take_job(self) -> Job | None:
        """Take the oldest job off the list, as a worker would, or return None. Its delay is not waited for."""
        return self.jobs.pop(0).job if self.jobs else None

    def trim(self, stream: str | None, *, keep_newest: int, older_than: datetime) -> int:
        """Drop entries that are both old and not among the newest; return how many."""
        dropped = 0
        for name in [stream] if stream is not None else list(self.streams):
            kept = self.streams[name]
            bound = kept.newest - keep_newest
            numbers = [entry.number for entry in kept.entries if entry.number > bound or entry.at >= older_than]
            first = min(numbers, default=kept.newest + 1)
            before = len(kept.entries)
            kept.entries = [entry for entry in kept.entries if entry.number >= first]
            dropped += before - len(kept.entries)
        return dropped


def waits_once(job: Job) -> bool:
    """Whether a job is not enqueued while an equal one waits."""
    return isinstance(
        job,
        CaptureCampaign
        | CaptureCreatorInsights
        | CaptureInsights
        | DriveEffect
        | DriveHook
        | DrivePublication
        | EnrichCreators
        | SubscribeToMarketplace
        | SyncAccount
        | WorkOffBatch,
    )
