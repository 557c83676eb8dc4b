from datetime import datetime

from creatorport.domain.categories import Categories
from creatorport.domain.found_list import FoundList
from creatorport.domain.ids import FoundListId, WorkspaceId
from tests.fakes.transaction import Transaction


class InMemoryFoundLists:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, found: FoundList) -> None:
        await self._at.add(("found_list", found.workspace_id, found.id), found)

    async def save(self, found: FoundList) -> None:
        await self._at.save(("found_list", found.workspace_id, found.id), found)

    async def find(self, workspace_id: WorkspaceId, list_id: FoundListId) -> FoundList | None:
        found = self._at.get(("found_list", workspace_id, list_id))
        return found if isinstance(found, FoundList) else None

    async def newest(self, workspace_id: WorkspaceId, scope: str) -> FoundList | None:
        mine = self._at.all("found_list", FoundList, lambda one: (one.workspace_id, one.scope) == (workspace_id, scope))
        return max(mine, key=lambda one: (one.made_at, one.id), default=None)

    async def forget_before(self, instant: datetime) -> int:
        old = self._at.all("found_list", FoundList, lambda one: one.expires_at < instant)
        for one in old:
            self._at.remove(("found_list", one.workspace_id, one.id))
        return len(old)


class InMemoryCategoryBooks:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def put(self, categories: Categories) -> None:
        known = await self.find(categories.workspace_id)
        if known is None or known.read_at <= categories.read_at:
            self._at.put(("categories", categories.workspace_id), categories)

    async def find(self, workspace_id: WorkspaceId) -> Categories | None:
        found = self._at.get(("categories", workspace_id))
        return found if isinstance(found, Categories) else None
