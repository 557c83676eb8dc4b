from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.account import TikTokAccount
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife


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

    async def ending_before(self, instant: datetime) -> Sequence[GrantLife]:
        """Return the grants of all workspaces that end before `instant`, the first to end first."""
        ...

    async def find_by_handle(self, workspace_id: WorkspaceId, handle: Handle) -> TikTokAccount | None:
        """Return the account that was last seen under a handle, however it is written. Handles can change hands."""
        ...

    async def scopes_ever_granted(self) -> frozenset[str]:
        """Return every scope that any account holds: what TikTok has approved for the app, as far as we know."""
        ...

    async def everywhere(self, open_id: str) -> Sequence[TikTokAccount]:
        """Return the accounts of one person in all workspaces. For TikTok's own messages only."""
        ...
