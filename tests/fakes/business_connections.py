from collections.abc import Sequence
from datetime import datetime

from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction


class InMemoryBusinessConnections:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, connection: BusinessConnection) -> None:
        await self._at.add(_key(connection.workspace_id, connection.account_id), connection)

    async def save(self, connection: BusinessConnection) -> None:
        await self._at.save(_key(connection.workspace_id, connection.account_id), connection)

    async def find(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection | None:
        found = self._at.get(_key(workspace_id, account_id))
        return found if isinstance(found, BusinessConnection) else None

    async def load(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection:
        found = await self.find(workspace_id, account_id)
        if found is None:
            raise NotFound("business connection of account", account_id)
        return found

    async def lock(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection | None:
        await self._at.lock(_key(workspace_id, account_id))
        return await self.find(workspace_id, account_id)

    async def ending_before(self, instant: datetime) -> Sequence[GrantLife]:
        lives = [
            GrantLife(one.workspace_id, one.account_id, one.grant.issued_at, one.grant.refresh_expires_at)
            for one in self._at.all("business", BusinessConnection, lambda one: one.grant is not None)
            if one.grant is not None and one.grant.refresh_expires_at < instant
        ]
        return sorted(lives, key=lambda life: (life.refresh_expires_at, life.account_id))

    async def everywhere(self, open_id: str) -> Sequence[BusinessConnection]:
        found = self._at.all("business", BusinessConnection, lambda one: one.open_id == open_id)
        return sorted(found, key=lambda one: (one.workspace_id, one.account_id))


def _key(workspace_id: WorkspaceId, account_id: AccountId) -> Key:
    return ("business", workspace_id, account_id)
