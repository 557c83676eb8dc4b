from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.milestone import Reached


class Milestones(Protocol):
    """Which milestones campaigns have reached. What was reached stays reached."""

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[Reached]:
        """Return what a campaign has reached, in the order of time."""
        ...

    async def reach(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, reached: Sequence[Reached]
    ) -> Sequence[Reached]:
        """Store them, and return those that were not there before: the others keep their time and value."""
        ...


class MilestoneReads(Protocol):
    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, Sequence[Reached]]:
        """Return what each campaign has reached, in the order of time; an empty list where there is nothing."""
        ...
