from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import SavedSearchRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import MemberId, SavedSearchId, WorkspaceId
from creatorport.domain.lists.saved_search import SavedSearch


class SqlSavedSearches:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, search: SavedSearch) -> None:
        await self._at.execute(insert(SavedSearchRow).values(columns(_to_row(search))))

    async def lock(self, workspace_id: WorkspaceId, search_id: SavedSearchId) -> SavedSearch:
        row = await self._at.row(
            select(SavedSearchRow)
            .where(col(SavedSearchRow.workspace_id) == workspace_id, col(SavedSearchRow.id) == search_id)
            .with_for_update()
        )
        if row is None:
            raise NotFound("saved search", search_id)
        return _from_row(row)

    async def save(self, search: SavedSearch) -> None:
        await self._at.execute(
            update(SavedSearchRow)
            .where(col(SavedSearchRow.workspace_id) == search.workspace_id, col(SavedSearchRow.id) == search.id)
            .values(columns(_to_row(search)))
        )

    async def remove(self, search: SavedSearch) -> None:
        await self._at.execute(
            delete(SavedSearchRow).where(
                col(SavedSearchRow.workspace_id) == search.workspace_id, col(SavedSearchRow.id) == search.id
            )
        )


def _to_row(search: SavedSearch) -> SavedSearchRow:
    return SavedSearchRow(
        workspace_id=search.workspace_id,
        id=search.id,
        name=search.name,
        asked=search.asked,
        form=search.form,
        created_by=search.created_by,
        created_at=search.created_at,
    )


def _from_row(row: SavedSearchRow) -> SavedSearch:
    return SavedSearch(
        id=SavedSearchId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        name=row.name,
        asked=row.asked,
        form=row.form,
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
    )
