from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
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

        When another process stored the same handle first, its id stays. Of each group of facts (`Creator.joined`) the
        newer capture wins, so that a search never wipes what a public page told, nor the other way round.
        """
        ...

    async def want(self, workspace_id: WorkspaceId, ids: Iterable[CreatorId]) -> None:
        """Take note that somebody was shown these creators."""
        ...

    async def due(self, workspace_id: WorkspaceId, now: datetime, most: int) -> Sequence[Creator]:
        """Return creators whose public page should be read (`Creator.is_due`): most wanted first, then newest.

        Those whom nobody was ever shown are read once, and not renewed.
        """
        ...

    async def workspaces_due(self, now: datetime) -> Sequence[WorkspaceId]:
        """Return every workspace for which `due` has somebody, in order. For our own rounds only."""
        ...
