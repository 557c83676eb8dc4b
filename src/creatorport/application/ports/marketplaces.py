from collections.abc import Sequence
from typing import Protocol

from creatorport.domain.ids import WorkspaceId
from creatorport.domain.marketplace import Marketplace


class Marketplaces(Protocol):
    """The TikTok One account of each workspace: at most one. Tokens are sealed at rest."""

    async def add(self, marketplace: Marketplace) -> None: ...

    async def save(self, marketplace: Marketplace) -> None:
        """Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def find(self, workspace_id: WorkspaceId) -> Marketplace | None: ...

    async def of_tto_account(self, tto_account_id: str) -> Sequence[Marketplace]:
        """Return every workspace's connection to this TikTok One account. For TikTok's own messages only."""
        ...

    async def working(self) -> Sequence[Marketplace]:
        """Return all workspaces' connections that work, by workspace. For what is done for all of them."""
        ...
