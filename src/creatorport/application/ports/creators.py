from collections.abc import Iterable, Mapping
from typing import Protocol

from creatorport.domain.creator import Creator
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId


class Creators(Protocol):
    """Creators as each workspace found them. Unique per (workspace, handle)."""

    async def find_by_handles(self, workspace_id: WorkspaceId, handles: Iterable[Handle]) -> Mapping[Handle, Creator]:
        """Return those that are known; the others are left out."""
        ...

    async def find_many(self, workspace_id: WorkspaceId, ids: Iterable[CreatorId]) -> Mapping[CreatorId, Creator]:
        """Return those that exist in this workspace; the others are left out."""
        ...

    async def put(self, creators: Iterable[Creator]) -> Mapping[Handle, Creator]:
        """Store new and changed creators, and return them as stored.

        When another process stored the same handle first, its id stays and the newer capture wins.
        """
        ...
