from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import ShortlistCreatorRow, ShortlistRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CreatorId, MemberId, ShortlistId, WorkspaceId
from creatorport.domain.lists.shortlist import Listed, Shortlist


class SqlShortlists:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, shortlist: Shortlist) -> None:
        await self._at.execute(insert(ShortlistRow).values(columns(_to_row(shortlist))))
        await self._place(shortlist)

    async def lock(self, workspace_id: WorkspaceId, shortlist_id: ShortlistId) -> Shortlist:
        row = await self._at.row(
            select(ShortlistRow)
            .where(col(ShortlistRow.workspace_id) == workspace_id, col(ShortlistRow.id) == shortlist_id)
            .with_for_update()
        )
        if row is None:
            raise NotFound("shortlist", shortlist_id)
        places = await self._at.rows(
            select(ShortlistCreatorRow)
            .where(
                col(ShortlistCreatorRow.workspace_id) == workspace_id,
                col(ShortlistCreatorRow.shortlist_id) == shortlist_id,
            )
            .order_by(col(ShortlistCreatorRow.place))
        )
        return _from_rows(row, places)

    async def save(self, shortlist: Shortlist) -> None:
        await self._at.execute(
            update(ShortlistRow)
            .where(col(ShortlistRow.workspace_id) == shortlist.workspace_id, col(ShortlistRow.id) == shortlist.id)
            .values(columns(_to_row(shortlist)))
        )
        await self._at.execute(
            delete(ShortlistCreatorRow).where(
                col(ShortlistCreatorRow.workspace_id) == shortlist.workspace_id,
                col(ShortlistCreatorRow.shortlist_id) == shortlist.id,
            )
        )
        await self._place(shortlist)

    async def remove(self, shortlist: Shortlist) -> None:
        await self._at.execute(
            delete(ShortlistRow).where(
                col(ShortlistRow.workspace_id) == shortlist.workspace_id, col(ShortlistRow.id) == shortlist.id
            )
        )

    async def _place(self, shortlist: Shortlist) -> None:
        if shortlist.creators:
            await self._at.execute(insert_rows(ShortlistCreatorRow, _places(shortlist)))


def _to_row(shortlist: Shortlist) -> ShortlistRow:
    return ShortlistRow(
        workspace_id=shortlist.workspace_id,
        id=shortlist.id,
        name=shortlist.name,
        created_by=shortlist.created_by,
        created_at=shortlist.created_at,
    )


def _places(shortlist: Shortlist) -> list[dict[str, Any]]:
    return [
        {
            "workspace_id": shortlist.workspace_id,
            "shortlist_id": shortlist.id,
            "creator_id": one.creator_id,
            "place": place,
            "added_by": one.added_by,
            "added_at": one.added_at,
        }
        for place, one in enumerate(shortlist.creators, 1)
    ]


def _from_rows(row: ShortlistRow, places: Any) -> Shortlist:
    return Shortlist(
        id=ShortlistId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        name=row.name,
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        creators=tuple(Listed(CreatorId(one.creator_id), MemberId(one.added_by), one.added_at) for one in places),
    )
