from typing import Protocol

from creatorport.domain.ids import ShortlistId, WorkspaceId
from creatorport.domain.lists.shortlist import Shortlist


class Shortlists(Protocol):
    """Shortlists, each with its creators in their order."""

    async def add(self, shortlist: Shortlist) -> None:
        """Store a new one."""
        ...

    async def lock(self, workspace_id: WorkspaceId, shortlist_id: ShortlistId) -> Shortlist:
        """Return one, locked until the unit of work ends: changes come one after the other. Raises NotFound."""
        ...

    async def save(self, shortlist: Shortlist) -> None:
        """Store one that was locked, with its creators."""
        ...

    async def remove(self, shortlist: Shortlist) -> None:
        """Drop one that was locked, with its places. The creators stay."""
        ...
