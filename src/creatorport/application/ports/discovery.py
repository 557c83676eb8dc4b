"""What discovery keeps, and what it asks of TikTok One besides creators."""

from datetime import datetime
from typing import Protocol

from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.categories import Categories
from creatorport.domain.creator_profile import Label
from creatorport.domain.found_list import FoundList
from creatorport.domain.ids import FoundListId, WorkspaceId


class CategoryLabels(Protocol):
    """TikTok One's labels to search by (API for Business, GET /tto/tcm/category/label/)."""

    async def read(self, access: Access) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
        """Return the content labels and the industry labels. Raises TikTokError."""
        ...


class CategoryBooks(Protocol):
    """The categories as each workspace last read them: at most one reading per workspace."""

    async def put(self, categories: Categories) -> None:
        """Store a reading, unless a newer one is there."""
        ...

    async def find(self, workspace_id: WorkspaceId) -> Categories | None: ...


class FoundLists(Protocol):
    """The results of searches, kept for a while so that their pages follow each other."""

    async def add(self, found: FoundList) -> None: ...

    async def save(self, found: FoundList) -> None:
        """Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def find(self, workspace_id: WorkspaceId, list_id: FoundListId) -> FoundList | None: ...

    async def newest(self, workspace_id: WorkspaceId, scope: str) -> FoundList | None:
        """Return the newest result of the same search."""
        ...

    async def forget_before(self, instant: datetime) -> int:
        """Drop what expired before then; return how many. For our own rounds only."""
        ...
