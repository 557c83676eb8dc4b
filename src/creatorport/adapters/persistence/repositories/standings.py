from collections.abc import Collection, Mapping

from sqlmodel import col, select

from creatorport.adapters.persistence.rows import StandingRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.standings import SeenStanding
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId


class SqlStandings:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def find(self, workspace_id: WorkspaceId, handles: Collection[Handle]) -> Mapping[Handle, SeenStanding]:
        by_key = {handle.key: handle for handle in handles}
        rows = await self._at.rows(
            select(StandingRow).where(
                col(StandingRow.workspace_id) == workspace_id, col(StandingRow.handle_key).in_(list(by_key))
            )
        )
        return {by_key[row.handle_key]: SeenStanding(Standing(row.standing), row.seen_at) for row in rows}

    async def put(self, workspace_id: WorkspaceId, seen: Mapping[Handle, SeenStanding]) -> None:
        if not seen:
            return
        rows = [
            StandingRow(workspace_id=workspace_id, handle_key=handle.key, standing=one.standing.value, seen_at=one.at)
            # In one order for everybody, so that nobody waits in a circle.
            for handle, one in sorted(seen.items(), key=lambda pair: pair[0].key)
        ]
        batch = insert_rows(StandingRow, [columns(row) for row in rows])
        await self._at.execute(
            batch.on_conflict_do_update(
                index_elements=["workspace_id", "handle_key"],
                set_={"standing": batch.excluded.standing, "seen_at": batch.excluded.seen_at},
                where=batch.excluded.seen_at >= col(StandingRow.seen_at),
            )
        )
