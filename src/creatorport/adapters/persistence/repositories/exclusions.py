from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import ExclusionRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.ids import CreatorId, MemberId, WorkspaceId
from creatorport.domain.lists.exclusion import Exclusion

_RENEWED = ("reason", "excluded_by", "excluded_at")


class SqlExclusions:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def put(self, exclusions: Iterable[Exclusion]) -> None:
        newest = {(one.workspace_id, one.creator_id): one for one in exclusions}
        if not newest:
            return
        batch = insert_rows(ExclusionRow, [columns(_to_row(newest[place])) for place in sorted(newest)])
        await self._at.execute(
            batch.on_conflict_do_update(
                index_elements=["workspace_id", "creator_id"],
                set_={name: batch.excluded[name] for name in _RENEWED},
            )
        )

    async def remove(self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]) -> None:
        await self._at.execute(
            delete(ExclusionRow).where(
                col(ExclusionRow.workspace_id) == workspace_id, col(ExclusionRow.creator_id).in_(list(creator_ids))
            )
        )

    async def find_many(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Exclusion]:
        rows = await self._at.rows(
            select(ExclusionRow).where(
                col(ExclusionRow.workspace_id) == workspace_id, col(ExclusionRow.creator_id).in_(list(creator_ids))
            )
        )
        return {CreatorId(row.creator_id): _from_row(row) for row in rows}


def _to_row(exclusion: Exclusion) -> ExclusionRow:
    return ExclusionRow(
        workspace_id=exclusion.workspace_id,
        creator_id=exclusion.creator_id,
        reason=exclusion.reason,
        excluded_by=exclusion.excluded_by,
        excluded_at=exclusion.excluded_at,
    )


def _from_row(row: ExclusionRow) -> Exclusion:
    return Exclusion(
        workspace_id=WorkspaceId(row.workspace_id),
        creator_id=CreatorId(row.creator_id),
        reason=row.reason,
        excluded_by=MemberId(row.excluded_by),
        excluded_at=row.excluded_at,
    )
