from collections.abc import Collection, Mapping

from creatorport.application.ports.standings import SeenStanding
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId
from tests.fakes.transaction import Transaction


class InMemoryStandings:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def find(self, workspace_id: WorkspaceId, handles: Collection[Handle]) -> Mapping[Handle, SeenStanding]:
        found = {handle: self._at.get(("standing", workspace_id, handle.key)) for handle in handles}
        return {handle: seen for handle, seen in found.items() if isinstance(seen, SeenStanding)}

    async def put(self, workspace_id: WorkspaceId, seen: Mapping[Handle, SeenStanding]) -> None:
        for handle, one in sorted(seen.items(), key=lambda pair: pair[0].key):
            await self._at.lock(("standing", workspace_id, handle.key))
            known = (await self.find(workspace_id, [handle])).get(handle)
            if known is None or one.at >= known.at:
                self._at.put(("standing", workspace_id, handle.key), one)
