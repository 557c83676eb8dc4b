from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.milestone import Reached
from tests.fakes.shelf import Shelf
from tests.fakes.transaction import Transaction


class InMemoryMilestones:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[Reached]:
        return self._at.get(("milestones", workspace_id, campaign_id)) or ()

    async def reach(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, reached: Sequence[Reached]
    ) -> Sequence[Reached]:
        key = ("milestones", workspace_id, campaign_id)
        await self._at.lock(key)
        before = await self.of_campaign(workspace_id, campaign_id)
        known = {one.milestone for one in before}
        new = [one for one in reached if one.milestone not in known]
        self._at.put(key, tuple(sorted((*before, *new), key=_place)))
        return new


@dataclass
class InMemoryMilestoneReads:
    shelf: Shelf

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, Sequence[Reached]]:
        found: dict[CampaignId, tuple[Reached, ...]] = dict(
            self.shelf.keyed(tuple, workspace_id, "milestones", "milestones.of_campaigns")
        )
        return {key: list(found.get(key, ())) for key in self.shelf.campaigns(workspace_id, ids)}


def _place(one: Reached) -> tuple[object, ...]:
    return (one.at, one.milestone.metric.value, one.milestone.threshold)
