from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.discovery import (
    categories_from_row,
    categories_to_row,
    list_from_row,
    list_to_row,
)
from creatorport.adapters.persistence.rows import CategoriesRow, FoundListRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.categories import Categories
from creatorport.domain.found_list import FoundList
from creatorport.domain.ids import FoundListId, WorkspaceId


class SqlFoundLists:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, found: FoundList) -> None:
        await self._at.insert("search", found, list_to_row(found))

    async def save(self, found: FoundList) -> None:
        await self._at.update("search", found, list_to_row(found))

    async def find(self, workspace_id: WorkspaceId, list_id: FoundListId) -> FoundList | None:
        row = await self._at.row(
            select(FoundListRow).where(col(FoundListRow.workspace_id) == workspace_id, col(FoundListRow.id) == list_id)
        )
        return None if row is None else list_from_row(row)

    async def newest(self, workspace_id: WorkspaceId, scope: str) -> FoundList | None:
        row = await self._at.row(
            select(FoundListRow)
            .where(col(FoundListRow.workspace_id) == workspace_id, col(FoundListRow.scope) == scope)
            .order_by(col(FoundListRow.made_at).desc(), col(FoundListRow.id).desc())
            .limit(1)
        )
        return None if row is None else list_from_row(row)

    async def forget_before(self, instant: datetime) -> int:
        old = delete(FoundListRow).where(col(FoundListRow.expires_at) < instant)
        gone = await self._at.execute(old.returning(col(FoundListRow.id)))
        return len(gone.all())


class SqlCategoryBooks:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def put(self, categories: Categories) -> None:
        given = insert(CategoriesRow).values(columns(categories_to_row(categories)))
        await self._at.execute(
            given.on_conflict_do_update(
                index_elements=["workspace_id"],
                set_={name: given.excluded[name] for name in ("content", "industry", "read_at")},
                where=col(CategoriesRow.read_at) <= given.excluded.read_at,
            )
        )

    async def find(self, workspace_id: WorkspaceId) -> Categories | None:
        row = await self._at.row(select(CategoriesRow).where(col(CategoriesRow.workspace_id) == workspace_id))
        return None if row is None else categories_from_row(row)
