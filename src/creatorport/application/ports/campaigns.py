from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId, WorkspaceId


class Campaigns(Protocol):
    async def add(self, campaign: Campaign) -> None: ...

    async def save(self, campaign: Campaign) -> None:
        """Store a changed campaign. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def load(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Campaign:
        """Raises NotFound."""
        ...

    async def lock(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Campaign:
        """Load, and let nobody else change it until this unit of work ends. Raises NotFound."""
        ...

    async def find_by_tiktok_id(self, workspace_id: WorkspaceId, tiktok_id: str) -> Campaign | None: ...

    async def measured(self) -> Sequence[Campaign]:
        """Return the campaigns of all workspaces whose posts are to be captured. For jobs only."""
        ...

    async def awaited(self, now: datetime) -> Sequence[Campaign]:
        """Return the campaigns of all workspaces that have ended, of which TikTok is still asked about something.

        That is what `domain.awaited` says, and a request without an answer that was awaited for long enough: it is
        still to be let go. The first made first. For jobs only.
        """
        ...
