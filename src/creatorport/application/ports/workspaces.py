from typing import Protocol

from creatorport.domain.ids import WorkspaceId


class Workspaces(Protocol):
    """What a workspace has settled for itself. Members are not here: their issuer keeps them."""

    async def currency(self, workspace_id: WorkspaceId) -> str | None:
        """Return the workspace's currency; None as long as it has none."""
        ...

    async def settle_currency(self, workspace_id: WorkspaceId, currency: str) -> str:
        """Give the workspace this currency unless it has one, and return the one it has.

        Whoever settles it at the same time is waited for, so that all of them are told the same.
        """
        ...
