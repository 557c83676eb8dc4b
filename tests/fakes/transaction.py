"""One in-memory transaction: an overlay on the storage, with row locks, versions and collected events."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from creatorport.application.ports.event_log import Logged
from creatorport.application.ports.jobs import Job
from creatorport.domain.effect import Json
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.events import Event
from creatorport.domain.ids import WorkspaceId
from tests.fakes.copies import copied
from tests.fakes.storage import Key, Storage, Waiting

R = TypeVar("R")


class Transaction:
    """What one unit of work has locked, changed, logged and deferred so far."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._held: dict[Key, Any] = {}
        self._changes: dict[Key, Any] = {}
        self._bases: dict[Key, int] = {}
        self._recorded: dict[Key, tuple[Event, ...]] = {}
        self._events: list[tuple[WorkspaceId, Event]] = []
        self._entries: list[Logged] = []
        self._jobs: list[Waiting] = []
        self._unkept: set[Key] = set()

    async def lock(self, key: Key) -> None:
        """Wait until no other transaction holds the key, then hold it to the end."""
        if key not in self._held:
            lock = self._storage.lock(key)
            await lock.acquire()
            self._held[key] = lock

    def get(self, key: Key) -> Any:
        return copied(self._changes[key]) if key in self._changes else self._storage.read(key)

    def all(self, kind: str, of_type: type[R], matching: Callable[[R], bool]) -> list[R]:
        keys = {key for key in (*self._storage.records, *self._changes) if key[0] == kind}
        found = [record for key in keys if isinstance(record := self.get(key), of_type)]
        return [record for record in found if matching(record)]

    def keys(self, kind: str) -> list[Key]:
        """Return the keys of all records of a kind, changed or not."""
        known = self._storage.records
        return [key for key in {*known, *self._changes} if key[0] == kind and self._changes.get(key, known.get(key))]

    def put(self, key: Key, record: object) -> None:
        self._changes[key] = copied(record)

    def remove(self, key: Key) -> None:
        self._changes[key] = None

    async def add(self, key: Key, record: Any, *, unique: Sequence[Hashable] = ()) -> None:
        """Store a new record. `unique` are further keys that no other record may have. Raises ConcurrentChange."""
        aliases: list[Key] = [("unique", key[0], alias) for alias in unique]
        for taken in (key, *aliases):
            await self.lock(taken)
            if self.get(taken) is not None:
                raise ConcurrentChange(str(key[0]), str(key[-1]), record.version)
        for alias in aliases:
            self.put(alias, key)
        self._bases[key] = record.version
        self._keep(key, record, record.version)

    async def save(self, key: Key, record: Any) -> None:
        """Store a changed record under the next version. Raises ConcurrentChange."""
        await self.lock(key)
        stored = self.get(key)
        if stored is None or (record.version != stored.version and record.version != self._bases.get(key)):
            raise ConcurrentChange(str(key[0]), str(key[-1]), record.version)
        self._bases.setdefault(key, record.version)
        self._keep(key, record, stored.version + 1)

    async def append(self, stream: str, kind: str, payload: Mapping[str, Json], at: datetime) -> int:
        await self.lock(("stream", stream))
        mine = sum(entry.stream == stream for entry in self._entries)
        number = self._storage.streams[stream].newest + mine + 1
        self._entries.append(Logged(stream, number, kind, copied(payload), at))
        return number

    def next_number(self) -> int:
        """Take a number that nobody else gets, as from a sequence: a rollback does not give it back."""
        return next(self._storage.numbers)

    def defer(self, waiting: Waiting) -> None:
        self._jobs.append(waiting)

    def waits(self, job: Job) -> bool:
        return any(waiting.job == job for waiting in (*self._storage.jobs, *self._jobs))

    def claim(self, key: Key) -> None:
        """Note a claim whose outcome must be kept before the commit."""
        self._unkept.add(key)

    def kept(self, key: Key) -> None:
        self._unkept.discard(key)

    def record(self, workspace_id: WorkspaceId, event: Event) -> None:
        """Take note of an event that no aggregate carries."""
        self._events.append((workspace_id, event))

    def take_events(self) -> Sequence[tuple[WorkspaceId, Event]]:
        """Hand over what aggregates recorded since the last call, each with whose it is."""
        taken, self._events = self._events, []
        return taken

    async def commit(self) -> None:
        if self._unkept:
            raise RuntimeError("an idempotency key was claimed, but no outcome was kept for it")
        self._storage.apply(self._changes, self._entries, self._jobs)
        self.end()

    def end(self) -> None:
        """Let go of everything that was not committed."""
        self._changes, self._entries, self._jobs, self._events = {}, [], [], []
        self._bases, self._recorded, self._unkept = {}, {}, set()
        for lock in self._held.values():
            lock.release()
        self._held = {}

    def _keep(self, key: Key, record: Any, version: int) -> None:
        events: tuple[Event, ...] = getattr(record, "events", ())
        before = self._recorded.get(key, ())
        # A record saved twice brings the events of its first save along; they are logged once.
        fresh = events[len(before) :] if events[: len(before)] == before else events
        self._events.extend((record.workspace_id, event) for event in fresh)
        self._recorded[key] = events
        clean = (
            replace(record, version=version, events=())
            if hasattr(record, "events")
            else replace(record, version=version)
        )
        self.put(key, clean)
