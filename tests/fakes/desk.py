"""In-memory consent attempts, idempotency keys, inbox, jobs and log: what a unit of work offers beside aggregates."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from creatorport.application.ports.inbox import Delivery
from creatorport.application.ports.jobs import Job
from creatorport.domain.connecting import ConnectAttempt
from creatorport.domain.effect import Json
from creatorport.domain.errors import IdempotencyConflict, NotFound, StateUnknown
from creatorport.domain.ids import WorkspaceId
from tests.fakes.storage import Waiting
from tests.fakes.transaction import Transaction


class InMemoryConnectAttempts:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, attempt: ConnectAttempt) -> None:
        self._at.put(("attempt", attempt.state_hash), attempt)

    async def save(self, attempt: ConnectAttempt) -> None:
        self._at.put(("attempt", attempt.state_hash), attempt)

    async def lock(self, state_hash: str) -> ConnectAttempt:
        await self._at.lock(("attempt", state_hash))
        found = self._at.get(("attempt", state_hash))
        if not isinstance(found, ConnectAttempt):
            raise StateUnknown
        return found

    async def forget_before(self, instant: datetime) -> int:
        old = self._at.all("attempt", ConnectAttempt, lambda one: one.started_at < instant)
        for attempt in old:
            self._at.remove(("attempt", attempt.state_hash))
        return len(old)


@dataclass(frozen=True, slots=True)
class _Claim:
    workspace_id: WorkspaceId
    key: str
    fingerprint: str
    claimed_at: datetime
    outcome: str | None = None


class InMemoryIdempotency:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def claim(self, workspace_id: WorkspaceId, key: str, fingerprint: str) -> str | None:
        place = ("idempotency", workspace_id, key)
        await self._at.lock(place)
        known = self._at.get(place)
        if not isinstance(known, _Claim):
            self._at.put(place, _Claim(workspace_id, key, fingerprint, datetime.now(UTC)))
            self._at.claim(place)
            return None
        if known.fingerprint != fingerprint:
            raise IdempotencyConflict(key)
        return known.outcome

    async def forget_older_than(self, age: timedelta) -> Mapping[WorkspaceId, int]:
        now = datetime.now(UTC)
        old = self._at.all("idempotency", _Claim, lambda one: one.claimed_at < now - age)
        for one in old:
            self._at.remove(("idempotency", one.workspace_id, one.key))
        return Counter(one.workspace_id for one in old)

    async def keep(self, workspace_id: WorkspaceId, key: str, outcome: str) -> None:
        place = ("idempotency", workspace_id, key)
        claimed = self._at.get(place)
        if claimed is None:
            raise LookupError("an outcome is kept for a key that was never claimed")
        self._at.put(place, replace(claimed, outcome=outcome))
        self._at.kept(place)


@dataclass(frozen=True, slots=True)
class Kept:
    """A delivery in the inbox, and what came of it."""

    delivery: Delivery
    settled_at: datetime | None = None
    outcome: str | None = None


class InMemoryInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def store(self, delivery: Delivery, key: str) -> bool:
        unique = ("inbox-key", key)
        await self._at.lock(unique)
        if self._at.get(unique) is not None:
            return False
        self._at.put(unique, delivery.id)
        self._at.put(("inbox", delivery.id), Kept(delivery))
        return True

    async def load(self, delivery_id: str) -> Delivery:
        return self._kept(delivery_id).delivery

    async def settle(self, delivery_id: str, at: datetime, outcome: str) -> None:
        self._at.put(("inbox", delivery_id), Kept(self._kept(delivery_id).delivery, at, outcome))

    def _kept(self, delivery_id: str) -> Kept:
        found = self._at.get(("inbox", delivery_id))
        if not isinstance(found, Kept):
            raise NotFound("delivery", delivery_id)
        return found


class InMemoryJobs:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def defer(self, job: Job, *, after: timedelta | None = None) -> None:
        self._at.defer(Waiting(job, after))

    async def ensure(self, job: Job) -> None:
        if not self._at.waits(job):
            self._at.defer(Waiting(job))


class InMemoryEventLog:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def append(self, stream: str, kind: str, payload: Mapping[str, Json], at: datetime) -> int:
        return await self._at.append(stream, kind, payload, at)
