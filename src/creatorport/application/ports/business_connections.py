from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife


class BusinessConnections(Protocol):
    """Creators' grants for the business app: one per account at most. Tokens are sealed at rest."""

    async def add(self, connection: BusinessConnection) -> None:
        """Raises ConcurrentChange when the account has one already."""
        ...

    async def save(self, connection: BusinessConnection) -> None:
        """Store a changed connection. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def find(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection | None: ...

    async def load(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection:
        """Raises NotFound."""
        ...

    async def lock(self, workspace_id: WorkspaceId, account_id: AccountId) -> BusinessConnection | None:
        """Return the connection, and let nobody else change it before this unit of work ends."""
        ...

    async def ending_before(self, instant: datetime) -> Sequence[GrantLife]:
        """Return all grants, of all workspaces, that end for good before an instant, the first to end first."""
        ...

    async def everywhere(self, open_id: str) -> Sequence[BusinessConnection]:
        """Return one person's connections in all workspaces. For TikTok's own messages, and for revoking."""
        ...
