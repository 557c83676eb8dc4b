from typing import Protocol

from creatorport.domain.ids import SavedSearchId, WorkspaceId
from creatorport.domain.lists.saved_search import SavedSearch


class SavedSearches(Protocol):
    """Searches that are kept under a name."""

    async def add(self, search: SavedSearch) -> None:
        """Store a new one."""
        ...

    async def lock(self, workspace_id: WorkspaceId, search_id: SavedSearchId) -> SavedSearch:
        """Return one, locked until the unit of work ends. Raises NotFound."""
        ...

    async def save(self, search: SavedSearch) -> None:
        """Store one that was locked."""
        ...

    async def remove(self, search: SavedSearch) -> None:
        """Drop one that was locked."""
        ...
