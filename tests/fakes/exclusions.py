from collections.abc import Collection, Iterable, Mapping

from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.lists.exclusion import Exclusion
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction


class InMemoryExclusions:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def put(self, exclusions: Iterable[Exclusion]) -> None:
        for exclusion in exclusions:
            await self._at.lock(_key(exclusion.workspace_id, exclusion.creator_id))
            self._at.put(_key(exclusion.workspace_id, exclusion.creator_id), exclusion)

    async def remove(self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]) -> None:
        for creator_id in sorted(creator_ids):
            await self._at.lock(_key(workspace_id, creator_id))
            if self._at.get(_key(workspace_id, creator_id)) is not None:
                self._at.remove(_key(workspace_id, creator_id))

    async def find_many(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Exclusion]:
        found = {one: self._at.get(_key(workspace_id, one)) for one in creator_ids}
        return {one: exclusion for one, exclusion in found.items() if exclusion is not None}


def _key(workspace_id: WorkspaceId, creator_id: CreatorId) -> Key:
    return ("exclusion", workspace_id, creator_id)
