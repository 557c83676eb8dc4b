from collections.abc import Sequence
from typing import Protocol

from creatorport.domain.account import TikTokAccount
from creatorport.domain.ids import AccountId, WorkspaceId


class Accounts(Protocol):
    """TikTok accounts. Unique per (workspace, open_id). Tokens are sealed at rest."""

    async def add(self, account: TikTokAccount) -> None: ...

    async def save(self, account: TikTokAccount) -> None:
        """Store a changed account. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def load(self, workspace_id: WorkspaceId, account_id: AccountId) -> TikTokAccount:
        """Raises NotFound."""
        ...

    async def find_by_open_id(self, workspace_id: WorkspaceId, open_id: str) -> TikTokAccount | None: ...

    async def everywhere(self, open_id: str) -> Sequence[TikTokAccount]:
        """Return the accounts of one person in all workspaces. For TikTok's own messages only."""
        ...
