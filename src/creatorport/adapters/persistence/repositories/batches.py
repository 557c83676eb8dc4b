from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.batches import from_item_row, from_row, to_item_row, to_row
from creatorport.adapters.persistence.reads.batch_places import COUNTED
from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import BatchItemRow, BatchRow
from creatorport.adapters.persistence.rowsets import given, insert_rows, update_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.batch_item import BatchItem, ItemState
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import BatchId, WorkspaceId
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch

_I = table(BatchItemRow).c


class SqlInvitationBatches:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, batch: InvitationBatch, items: Sequence[BatchItem]) -> None:
        await self._at.insert("batch", batch, to_row(batch))
        await self._at.execute(insert_rows(BatchItemRow, [columns(to_item_row(item)) for item in items]))

    async def save(self, batch: InvitationBatch) -> None:
        await self._at.update("batch", batch, to_row(batch))

    async def load(self, workspace_id: WorkspaceId, batch_id: BatchId) -> InvitationBatch:
        return await self._one(workspace_id, batch_id, locked=False)

    async def lock(self, workspace_id: WorkspaceId, batch_id: BatchId) -> InvitationBatch:
        return await self._one(workspace_id, batch_id, locked=True)

    async def queued(self, workspace_id: WorkspaceId, batch_id: BatchId, most: int) -> Sequence[BatchItem]:
        rows = await self._at.rows(
            select(BatchItemRow)
            .where(
                col(BatchItemRow.workspace_id) == workspace_id,
                col(BatchItemRow.batch_id) == batch_id,
                col(BatchItemRow.state) == ItemState.QUEUED.value,
            )
            .order_by(col(BatchItemRow.position))
            .limit(most)
        )
        return [from_item_row(row) for row in rows]

    async def save_items(self, items: Iterable[BatchItem]) -> None:
        rows = [columns(to_item_row(item)) for item in items]
        if not rows:
            return
        await self._at.execute(update_rows(BatchItemRow, given(BatchItemRow, rows)))

    async def counts(self, workspace_id: WorkspaceId, batch_id: BatchId) -> BatchCounts:
        ours = COUNTED.where(_I.workspace_id == workspace_id, _I.batch_id == batch_id)
        found = await self._at.execute(ours.group_by(COUNTED.selected_columns[0], COUNTED.selected_columns[1]))
        return BatchCounts(**{row.place: row.many for row in found})

    async def every_open(self) -> Sequence[InvitationBatch]:
        rows = await self._at.rows(
            select(BatchRow)
            .where(col(BatchRow.settled_at).is_(None))
            .order_by(col(BatchRow.created_at), col(BatchRow.id))
        )
        return [from_row(row) for row in rows]

    async def _one(self, workspace_id: WorkspaceId, batch_id: BatchId, *, locked: bool) -> InvitationBatch:
        statement = select(BatchRow).where(col(BatchRow.workspace_id) == workspace_id, col(BatchRow.id) == batch_id)
        row = await self._at.row(statement.with_for_update() if locked else statement)
        if row is None:
            raise NotFound("batch of invitations", batch_id)
        return from_row(row)
