from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlmodel import col

from creatorport.adapters.persistence.leases import advisory_key
from creatorport.adapters.persistence.repositories.planning_statements import KEYS, LEDGERS
from creatorport.adapters.persistence.rows import PromiseRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.application.ports.planning import Kept
from creatorport.domain.errors import NotFound
from creatorport.domain.freshness.pledge import FreshnessPromise, PromiseSubject
from creatorport.domain.freshness.promise import Ledger
from creatorport.domain.ids import MemberId, PromiseId, WorkspaceId


class SqlPromises:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, promise: FreshnessPromise) -> None:
        await self._at.execute(insert(PromiseRow).values(columns(_to_row(promise))))

    async def save(self, promise: FreshnessPromise) -> None:
        await self._at.execute(
            update(PromiseRow)
            .where(col(PromiseRow.workspace_id) == promise.workspace_id, col(PromiseRow.id) == promise.id)
            .values(columns(_to_row(promise)))
        )

    async def lock(self, workspace_id: WorkspaceId, promise_id: PromiseId) -> FreshnessPromise:
        row = await self._at.row(
            select(PromiseRow)
            .where(col(PromiseRow.workspace_id) == workspace_id, col(PromiseRow.id) == promise_id)
            .with_for_update()
        )
        if row is None:
            raise NotFound("promise", promise_id)
        return _from_row(row)

    async def lock_all(self, workspace_id: WorkspaceId) -> Sequence[FreshnessPromise]:
        key = advisory_key(f"promises:{workspace_id}")
        await self._at.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        rows = await self._at.rows(
            select(PromiseRow)
            .where(col(PromiseRow.workspace_id) == workspace_id, col(PromiseRow.withdrawn_at).is_(None))
            .order_by(col(PromiseRow.made_at), col(PromiseRow.id))
        )
        return [_from_row(row) for row in rows]

    async def keys(self, workspace_id: WorkspaceId, subject: PromiseSubject, subject_id: str) -> Collection[str]:
        found = await self._at.execute(KEYS, {"workspace": workspace_id, "subject": subject.value, "key": subject_id})
        return set(found.scalars())

    async def kept(self, workspace_id: WorkspaceId) -> Sequence[Kept]:
        rows = await self._at.rows(
            select(PromiseRow)
            .where(col(PromiseRow.workspace_id) == workspace_id)
            .order_by(col(PromiseRow.made_at).desc(), col(PromiseRow.id))
        )
        ledgers: dict[str, list[Ledger]] = {}
        for row in await self._at.execute(LEDGERS, {"workspace": workspace_id}):
            ledgers.setdefault(row.promise, []).append(_ledger(row))
        return [Kept(_from_row(row), tuple(ledgers.get(row.id, ()))) for row in rows]


def _ledger(row: Any) -> Ledger:
    return Ledger(
        row.key,
        timedelta(seconds=row.bound),
        row.since,
        row.refreshed_at,
        timedelta(seconds=float(row.worst)),
        row.breaches,
        row.refreshes,
    )


def _to_row(promise: FreshnessPromise) -> PromiseRow:
    return PromiseRow(
        workspace_id=promise.workspace_id,
        id=promise.id,
        subject=promise.subject.value,
        subject_id=promise.subject_id,
        bound=promise.bound.total_seconds(),
        made_by=promise.made_by,
        made_at=promise.made_at,
        withdrawn_at=promise.withdrawn_at,
    )


def _from_row(row: PromiseRow) -> FreshnessPromise:
    return FreshnessPromise(
        PromiseId(row.id),
        WorkspaceId(row.workspace_id),
        PromiseSubject(row.subject),
        row.subject_id,
        timedelta(seconds=row.bound),
        MemberId(row.made_by),
        row.made_at,
        row.withdrawn_at,
    )
