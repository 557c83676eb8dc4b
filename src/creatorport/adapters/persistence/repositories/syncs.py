from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.syncs import from_row, times_from_row, times_to_row, to_row
from creatorport.adapters.persistence.rows import SyncRunRow, SyncTimesRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.sync import OPEN_STATES, SyncRun, SyncTimes

_OPEN = sorted(state.value for state in OPEN_STATES)


class SqlSyncs:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, run: SyncRun) -> None:
        await self._at.insert("sync", run, to_row(run))

    async def save(self, run: SyncRun) -> None:
        await self._at.update("sync", run, to_row(run))

    async def find_open(self, workspace_id: WorkspaceId, account_id: AccountId) -> SyncRun | None:
        row = await self._at.row(
            select(SyncRunRow).where(
                col(SyncRunRow.workspace_id) == workspace_id,
                col(SyncRunRow.account_id) == account_id,
                col(SyncRunRow.state).in_(_OPEN),
            )
        )
        return None if row is None else from_row(row)

    async def every_open(self) -> Sequence[SyncRun]:
        rows = await self._at.rows(
            select(SyncRunRow)
            .where(col(SyncRunRow.state).in_(_OPEN))
            .order_by(col(SyncRunRow.queued_at), col(SyncRunRow.id))
        )
        return [from_row(row) for row in rows]

    async def lock_times(self, workspace_id: WorkspaceId, account_id: AccountId) -> SyncTimes:
        await self._at.insert_missing(times_to_row(SyncTimes(workspace_id, account_id)))
        row = await self._at.row(
            select(SyncTimesRow)
            .where(col(SyncTimesRow.workspace_id) == workspace_id, col(SyncTimesRow.account_id) == account_id)
            .with_for_update()
        )
        return SyncTimes(workspace_id, account_id) if row is None else times_from_row(row)

    async def keep_times(self, times: SyncTimes) -> None:
        batch = insert(SyncTimesRow).values(columns(times_to_row(times)))
        kept = {name: batch.excluded[name] for name in ("next_at", "asked_at", "walked_at")}
        await self._at.execute(batch.on_conflict_do_update(index_elements=["workspace_id", "account_id"], set_=kept))

    async def due(self, now: datetime, most: int) -> Sequence[SyncTimes]:
        rows = await self._at.rows(
            select(SyncTimesRow)
            .where(col(SyncTimesRow.next_at) <= now)
            .order_by(col(SyncTimesRow.next_at), col(SyncTimesRow.account_id))
            .limit(most)
        )
        return [times_from_row(row) for row in rows]
