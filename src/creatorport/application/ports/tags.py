from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from creatorport.domain.ids import CreatorId, MemberId, WorkspaceId


class Tags(Protocol):
    """The tags of creators, as each workspace gave them."""

    async def lock(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, frozenset[str]]:
        """Return the tags of those creators whom the workspace knows, locked until the unit of work ends."""
        ...

    async def add(
        self, workspace_id: WorkspaceId, new: Mapping[CreatorId, Collection[str]], *, by: MemberId, now: datetime
    ) -> None:
        """Give creators tags that they do not have."""
        ...

    async def remove(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId], tags: Collection[str]
    ) -> None:
        """Take these tags off all of these creators; those who do not have them stay as they are."""
        ...
