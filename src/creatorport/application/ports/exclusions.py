from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.lists.exclusion import Exclusion


class Exclusions(Protocol):
    """Whom each workspace does not invite. At most one exclusion per (workspace, creator)."""

    async def put(self, exclusions: Iterable[Exclusion]) -> None:
        """Store them; for a creator who is excluded already, the new one takes the old one's place."""
        ...

    async def remove(self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]) -> None:
        """Readmit these creators; for those who are not excluded, nothing happens."""
        ...

    async def find_many(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Exclusion]:
        """Return the exclusions of these creators; the others are left out."""
        ...
