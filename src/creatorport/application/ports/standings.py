from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.ports.creator_status import Standing
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId


@dataclass(frozen=True, slots=True)
class SeenStanding:
    """Where a handle stood at TikTok One, and when TikTok said so."""

    standing: Standing
    at: datetime


class Standings(Protocol):
    """What TikTok said of creators' standing, kept so that it need not be asked again so soon."""

    async def find(self, workspace_id: WorkspaceId, handles: Collection[Handle]) -> Mapping[Handle, SeenStanding]:
        """Return what is known; the others are left out."""
        ...

    async def put(self, workspace_id: WorkspaceId, seen: Mapping[Handle, SeenStanding]) -> None:
        """Keep what was seen. Of two sights of one handle, the later stays, whichever is put last."""
        ...
