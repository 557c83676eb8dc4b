from sqlalchemy import delete, func, text
from sqlmodel import col, select

from creatorport.adapters.persistence.leases import advisory_key
from creatorport.adapters.persistence.mapping.hooks import from_row, to_row
from creatorport.adapters.persistence.rows import HookRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.errors import NotFound
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.ids import HookId, WorkspaceId

_ALONE = text("SELECT pg_advisory_xact_lock(:key)")


class SqlHooks:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault

    async def count(self, workspace_id: WorkspaceId) -> int:
        await self._at.execute(_ALONE, {"key": advisory_key(f"hooks/{workspace_id}")})
        counted = select(func.count()).select_from(HookRow).where(col(HookRow.workspace_id) == workspace_id)
        many: int = (await self._at.execute(counted)).scalar_one()
        return many

    async def add(self, hook: Hook) -> None:
        await self._at.insert("webhook", hook, to_row(hook, self._vault))

    async def save(self, hook: Hook) -> None:
        await self._at.update("webhook", hook, to_row(hook, self._vault))

    async def find(self, workspace_id: WorkspaceId, hook_id: HookId) -> Hook | None:
        row = await self._at.row(
            select(HookRow).where(col(HookRow.workspace_id) == workspace_id, col(HookRow.id) == hook_id)
        )
        return None if row is None else from_row(row, self._vault)

    async def lock(self, workspace_id: WorkspaceId, hook_id: HookId) -> Hook:
        row = await self._at.row(
            select(HookRow)
            .where(col(HookRow.workspace_id) == workspace_id, col(HookRow.id) == hook_id)
            # Whoever adds deliveries does not wait for this: what it is named by stays.
            .with_for_update(key_share=True)
        )
        if row is None:
            raise NotFound("webhook", hook_id)
        return from_row(row, self._vault)

    async def remove(self, workspace_id: WorkspaceId, hook_id: HookId) -> None:
        gone = await self._at.execute(
            delete(HookRow)
            .where(col(HookRow.workspace_id) == workspace_id, col(HookRow.id) == hook_id)
            .returning(col(HookRow.id))
        )
        if gone.first() is None:
            raise NotFound("webhook", hook_id)
