from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.business_connections import from_row, to_row
from creatorport.adapters.persistence.repositories.grant_lives import lives_ending_before
from creatorport.adapters.persistence.rows import BusinessConnectionRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife


class SqlBusinessConnections:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault

    async def add(self, connection: BusinessConnection) -> None:
        await self._at.insert("business connection", connection, to_row(connection, self._vault))

    async def save(self, connection: BusinessConnection) -> None:
        await self._at.update("business connection", connection, to_row(connection, self._vault))

    async def find(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection | None:
        row = await self._at.row(
            select(BusinessConnectionRow).where(
                col(BusinessConnectionRow.workspace_id) == workspace_id,
                col(BusinessConnectionRow.id) == account_id,
            )
        )
        return None if row is None else from_row(row, self._vault)

    async def load(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection:
        found = await self.find(workspace_id, account_id)
        if found is None:
            raise NotFound("business connection", account_id)
        return found

    async def lock(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection | None:
        row = await self._at.row(
            select(BusinessConnectionRow)
            .where(
                col(BusinessConnectionRow.workspace_id) == workspace_id,
                col(BusinessConnectionRow.id) == account_id,
            )
            .with_for_update()
        )
        return None if row is None else from_row(row, self._vault)

    async def ending_before(self, instant: datetime) -> Sequence[GrantLife]:
        return await lives_ending_before(self._at, BusinessConnectionRow, instant)

    async def everywhere(self, open_id: str) -> Sequence[BusinessConnection]:
        rows = await self._at.rows(
            select(BusinessConnectionRow)
            .where(col(BusinessConnectionRow.open_id) == open_id)
            .order_by(col(BusinessConnectionRow.workspace_id), col(BusinessConnectionRow.id))
        )
        return [from_row(row, self._vault) for row in rows]
