from creatorport.domain.ids import WorkspaceId
from tests.fakes.transaction import Transaction


class InMemoryWorkspaces:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def currency(self, workspace_id: WorkspaceId) -> str | None:
        kept: str | None = self._at.get(("workspace", workspace_id))
        return kept

    async def settle_currency(self, workspace_id: WorkspaceId, currency: str) -> str:
        await self._at.lock(("workspace", workspace_id))
        settled = await self.currency(workspace_id) or currency
        self._at.put(("workspace", workspace_id), settled)
        return settled
