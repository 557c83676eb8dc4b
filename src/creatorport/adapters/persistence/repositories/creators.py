from collections.abc import Iterable, Mapping

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.creators import from_row, to_row
from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.creator import Creator
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId

# Who they are, and since when we know them, stays; everything else is of the newest capture.
_RENEWED = (
    "handle", "display_name", "avatar_url", "avatar_expires_at", "followers", "following", "likes", "videos",
    "source", "captured_at", "fresh_until",
)  # fmt: skip


class SqlCreators:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def find_by_handles(self, workspace_id: WorkspaceId, handles: Iterable[Handle]) -> Mapping[Handle, Creator]:
        keys = [handle.key for handle in handles]
        rows = await self._at.rows(
            select(CreatorRow).where(col(CreatorRow.workspace_id) == workspace_id, col(CreatorRow.handle_key).in_(keys))
        )
        found = [from_row(row) for row in rows]
        return {creator.handle: creator for creator in found}

    async def find_many(self, workspace_id: WorkspaceId, ids: Iterable[CreatorId]) -> Mapping[CreatorId, Creator]:
        rows = await self._at.rows(
            select(CreatorRow).where(col(CreatorRow.workspace_id) == workspace_id, col(CreatorRow.id).in_(list(ids)))
        )
        found = [from_row(row) for row in rows]
        return {creator.id: creator for creator in found}

    async def put(self, creators: Iterable[Creator]) -> Mapping[Handle, Creator]:
        newest: dict[tuple[WorkspaceId, str], Creator] = {}
        for creator in sorted(creators, key=lambda one: one.pedigree.captured_at):
            newest[creator.workspace_id, creator.handle.key] = creator
        if not newest:
            return {}
        # In one order for everybody, so that two batches with the same creators never wait for each other.
        batch = insert(CreatorRow).values([columns(to_row(newest[place])) for place in sorted(newest)])
        newer = batch.excluded.captured_at >= col(CreatorRow.captured_at)
        statement = batch.on_conflict_do_update(
            index_elements=["workspace_id", "handle_key"],
            set_={name: case((newer, batch.excluded[name]), else_=getattr(CreatorRow, name)) for name in _RENEWED},
        ).returning(CreatorRow)
        stored = [from_row(row) for row in await self._at.rows(statement)]
        return {creator.handle: creator for creator in stored}
