from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.accounts import from_row, to_row
from creatorport.adapters.persistence.repositories.grant_lives import lives_ending_before
from creatorport.adapters.persistence.rows import AccountRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife


class SqlAccounts:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault

    async def add(self, account: TikTokAccount) -> None:
        await self._at.insert("account", account, to_row(account, self._vault))

    async def save(self, account: TikTokAccount) -> None:
        await self._at.update("account", account, to_row(account, self._vault))

    async def load(self, workspace_id: WorkspaceId, account_id: AccountId) -> TikTokAccount:
        row = await self._at.row(
            select(AccountRow).where(col(AccountRow.workspace_id) == workspace_id, col(AccountRow.id) == account_id)
        )
        if row is None:
            raise NotFound("TikTok account", account_id)
        return from_row(row, self._vault)

    async def find_by_open_id(self, workspace_id: WorkspaceId, open_id: str) -> TikTokAccount | None:
        row = await self._at.row(
            select(AccountRow).where(col(AccountRow.workspace_id) == workspace_id, col(AccountRow.open_id) == open_id)
        )
        return None if row is None else from_row(row, self._vault)

    async def ending_before(self, instant: datetime) -> Sequence[GrantLife]:
        return await lives_ending_before(self._at, AccountRow, instant)

    async def find_by_handle(self, workspace_id: WorkspaceId, handle: Handle) -> TikTokAccount | None:
        row = await self._at.row(
            select(AccountRow)
            .where(col(AccountRow.workspace_id) == workspace_id, func.lower(col(AccountRow.handle)) == handle.key)
            .order_by(col(AccountRow.profile_at).desc(), col(AccountRow.id))
        )
        return None if row is None else from_row(row, self._vault)

    async def scopes_ever_granted(self) -> frozenset[str]:
        found = await self._at.execute(select(func.unnest(col(AccountRow.scopes))).distinct())
        return frozenset(found.scalars())

    async def everywhere(self, open_id: str) -> Sequence[TikTokAccount]:
        rows = await self._at.rows(
            select(AccountRow)
            .where(col(AccountRow.open_id) == open_id)
            .order_by(col(AccountRow.connected_at), col(AccountRow.id))
        )
        return [from_row(row, self._vault) for row in rows]
