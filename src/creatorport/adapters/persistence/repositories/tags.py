from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import CreatorRow, TagRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.ids import CreatorId, MemberId, WorkspaceId


class SqlTags:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def lock(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, frozenset[str]]:
        # In the order in which discovery writes creators, so that the two never wait for each other in a circle.
        there = await self._at.rows(
            select(CreatorRow.id)
            .where(col(CreatorRow.workspace_id) == workspace_id, col(CreatorRow.id).in_(list(creator_ids)))
            .order_by(col(CreatorRow.handle_key))
            .with_for_update(key_share=True)
        )
        rows = await self._at.rows(
            select(TagRow).where(col(TagRow.workspace_id) == workspace_id, col(TagRow.creator_id).in_(list(there)))
        )
        found: dict[CreatorId, set[str]] = {CreatorId(one): set() for one in there}
        for row in rows:
            found[CreatorId(row.creator_id)].add(row.tag)
        return {creator_id: frozenset(tags) for creator_id, tags in found.items()}

    async def add(
        self, workspace_id: WorkspaceId, new: Mapping[CreatorId, Collection[str]], *, by: MemberId, now: datetime
    ) -> None:
        given = [
            {"workspace_id": workspace_id, "creator_id": one, "tag": tag, "tagged_by": by, "tagged_at": now}
            for one, tags in new.items()
            for tag in tags
        ]
        if given:
            await self._at.execute(insert_rows(TagRow, given))

    async def remove(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId], tags: Collection[str]
    ) -> None:
        await self._at.execute(
            delete(TagRow).where(
                col(TagRow.workspace_id) == workspace_id,
                col(TagRow.creator_id).in_(list(creator_ids)),
                col(TagRow.tag).in_(list(tags)),
            )
        )
