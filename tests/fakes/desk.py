"""In-memory consent attempts, idempotency keys, jobs and log: what a unit of work offers beside aggregates."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from creatorport.application.ports.jobs import Job
from creatorport.domain.connecting import ConnectAttempt
from creatorport.domain.effect import Json
from creatorport.domain.errors import IdempotencyConflict, StateUnknown
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
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
    secret: Secret | None = None


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

    async def secret(self, workspace_id: WorkspaceId, key: str) -> Secret:
        known = self._at.get(("idempotency", workspace_id, key))
        if not isinstance(known, _Claim) or known.secret is None:
            raise LookupError("no secret was kept for this key")
        return known.secret

    async def keep(self, workspace_id: WorkspaceId, key: str, outcome: str, secret: Secret | None = None) -> None:
        place = ("idempotency", workspace_id, key)
        claimed = self._at.get(place)
        if claimed is None:
            raise LookupError("an outcome is kept for a key that was never claimed")
        self._at.put(place, replace(claimed, outcome=outcome, secret=secret))
        self._at.kept(place)


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
