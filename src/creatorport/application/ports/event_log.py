from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.domain.effect import Json


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of a stream. `number` counts from 1 without gaps."""

    stream: str
    number: int
    kind: str
    payload: Mapping[str, Json]
    at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """What was asked for is no longer kept. The stream's oldest kept entry is `oldest`, its newest `newest`."""

    stream: str
    oldest: int
    newest: int


class EventLog(Protocol):
    """The append-only log, as a unit of work writes it."""

    async def append(self, stream: str, kind: str, payload: Mapping[str, Json], at: datetime) -> int:
        """Append an entry and return its number. Others see it, and are woken, when the unit of work commits."""
        ...


class EventFeed(Protocol):
    """The append-only log, as a reader follows it."""

    async def last(self, stream: str) -> Logged | None: ...

    def follow(self, stream: str, after: int) -> AsyncIterator[Logged | Gap]:
        """Yield every entry with a number above `after`, in order, each once: those kept, then live ones, for ever.

        Yields one Gap first, and goes on behind the newest entry, when entries above `after` are no longer kept,
        or when `after` is above the newest. A reader too slow to keep up misses nothing: it reads the log again.
        """
        ...
