from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from creatorport.adapters.persistence.repositories.planning_statements import NEWEST, REFRESHABLES, UNLEARNED
from creatorport.adapters.persistence.rows import BeliefRow, PaceRow, ShareRow, SyncRunRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.application.ports.planning import Capture, Learned, Pace, Refreshable, Unlearned
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Reach
from creatorport.domain.freshness.estimate import ChangeRate
from creatorport.domain.ids import AccountId, WorkspaceId

_ONE: Final = "pace"
_DAY: Final = 86_400
_AT_ONCE: Final = 5_000
"""Rows of one statement: PostgreSQL takes 65,535 parameters."""


class SqlPlans:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def lock_pace(self) -> Pace:
        await self._at.insert_missing(PaceRow(id=_ONE, last_at=None, credit=0.0, promised=0.0))
        return _pace(await self._at.row(select(PaceRow).where(col(PaceRow.id) == _ONE).with_for_update()))

    async def pace(self) -> Pace:
        return _pace(await self._at.row(select(PaceRow).where(col(PaceRow.id) == _ONE)))

    async def keep_pace(self, pace: Pace) -> None:
        row = PaceRow(id=_ONE, last_at=pace.last_at, credit=pace.credit, promised=pace.promised)
        batch = insert(PaceRow).values(columns(row))
        kept = {name: batch.excluded[name] for name in ("last_at", "credit", "promised")}
        await self._at.execute(batch.on_conflict_do_update(index_elements=["id"], set_=kept))

    async def refreshables(self, now: datetime, *, workspace_id: WorkspaceId | None = None) -> Sequence[Refreshable]:
        found = await self._at.execute(REFRESHABLES, {"now": now, "workspace": workspace_id, "newest": NEWEST})
        return [_refreshable(row) for row in found]

    async def unlearned(self, most: int) -> Sequence[Unlearned]:
        rows = (await self._at.execute(UNLEARNED, {"most": most})).all()
        return [_unlearned(list(group)) for _, group in groupby(rows, lambda row: (row.workspace_id, row.key))]

    async def learn(self, learned: Iterable[Learned]) -> None:
        rows = [
            {
                "workspace_id": one.workspace_id,
                "key": one.key,
                "shape": one.belief.shape,
                "exposure": one.belief.exposure,
                "learned_at": one.learned_at,
            }
            for one in learned
        ]
        if rows:
            batch = insert_rows(BeliefRow, rows)
            kept = {name: batch.excluded[name] for name in ("shape", "exposure", "learned_at")}
            await self._at.execute(batch.on_conflict_do_update(index_elements=["workspace_id", "key"], set_=kept))

    async def note_asked(self, keys: Collection[tuple[WorkspaceId, str]], at: datetime) -> None:
        unknown = ChangeRate()
        rows = [
            {
                "workspace_id": workspace,
                "key": key,
                "shape": unknown.shape,
                "exposure": unknown.exposure,
                "asked_at": at,
            }
            for workspace, key in keys
        ]
        if rows:
            batch = insert_rows(BeliefRow, rows)
            kept = {"asked_at": batch.excluded.asked_at}
            await self._at.execute(batch.on_conflict_do_update(index_elements=["workspace_id", "key"], set_=kept))

    async def keep_shares(self, shares: Mapping[WorkspaceId, tuple[float, float]]) -> None:
        rows = [
            {"workspace_id": workspace, "given": given, "entitled": entitled}
            for workspace, (given, entitled) in shares.items()
        ]
        if rows:
            batch = insert_rows(ShareRow, rows)
            kept = {"given": batch.excluded.given, "entitled": batch.excluded.entitled}
            await self._at.execute(batch.on_conflict_do_update(index_elements=["workspace_id"], set_=kept))

    async def share(self, workspace_id: WorkspaceId) -> tuple[float, float] | None:
        row = await self._at.row(select(ShareRow).where(col(ShareRow.workspace_id) == workspace_id))
        return None if row is None else (row.given, row.entitled)

    async def calls_of_syncs(self, since: datetime) -> int:
        found = await self._at.execute(
            select(func.coalesce(func.sum(col(SyncRunRow.calls)), 0)).where(col(SyncRunRow.queued_at) >= since)
        )
        return int(found.scalar_one())


def _pace(row: PaceRow | None) -> Pace:
    return Pace() if row is None else Pace(row.last_at, row.credit, row.promised)


def _refreshable(row: Any) -> Refreshable:
    return Refreshable(
        key=row.key,
        workspace_id=WorkspaceId(row.workspace_id),
        account_id=AccountId(row.account_id),
        video_id=row.video_id,
        captured_at=row.captured_at,
        published_at=row.published_at,
        followers=row.followers,
        live=row.live,
        watched=row.watched,
        belief=_belief(row),
        bound=None if row.bound is None else row.bound / _DAY,
        asked_at=row.asked_at,
        videos=row.videos,
    )


def _unlearned(rows: Sequence[Any]) -> Unlearned:
    first = rows[0]
    return Unlearned(
        key=first.key,
        workspace_id=WorkspaceId(first.workspace_id),
        published_at=first.published_at,
        followers=first.followers,
        belief=_belief(first),
        learned_at=first.learned_at,
        captures=tuple(Capture(row.captured_at, _counts(row)) for row in rows),
    )


def _counts(row: Any) -> Counts | Reach:
    if row.is_video:
        return Counts(row.views, row.likes, row.comments, row.shares)
    return Reach(row.reached, None, None, None)


def _belief(row: Any) -> ChangeRate:
    return ChangeRate() if row.shape is None else ChangeRate(row.shape, row.exposure)
