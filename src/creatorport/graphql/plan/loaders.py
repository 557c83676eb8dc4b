from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.domain.campaign_plan import Targets
from creatorport.domain.ids import CampaignId
from creatorport.domain.milestone import Milestone, Reached
from creatorport.graphql.loading import Loader
from creatorport.graphql.plan.targets import TargetProgress, progress_of


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """A milestone with what became of it."""

    milestone: Milestone
    reached: Reached | None
    is_planned: bool


class MilestonesLoader(Loader[tuple[CampaignId, tuple[Milestone, ...]], Sequence[MilestoneShown]]):
    """Keyed by campaign and the milestones of its plan."""

    async def batch(
        self, keys: Sequence[tuple[CampaignId, tuple[Milestone, ...]]]
    ) -> Sequence[Sequence[MilestoneShown]]:
        found = await self.queries.milestones_of_campaigns([campaign_id for campaign_id, _ in keys])
        return [_shown(planned, found.get(campaign_id, ())) for campaign_id, planned in keys]


class TargetsLoader(Loader[tuple[CampaignId, Targets], Sequence[TargetProgress]]):
    """Keyed by campaign and the targets of its plan."""

    async def batch(self, keys: Sequence[tuple[CampaignId, Targets]]) -> Sequence[Sequence[TargetProgress]]:
        found = await self.queries.performance_of_campaigns([campaign_id for campaign_id, _ in keys])
        return [progress_of(targets, found[campaign_id]) for campaign_id, targets in keys]


def _shown(planned: Sequence[Milestone], reached: Sequence[Reached]) -> Sequence[MilestoneShown]:
    by_milestone = {one.milestone: one for one in reached}
    others = [one for one in by_milestone if one not in planned]
    return [
        *(MilestoneShown(one, by_milestone.get(one), is_planned=True) for one in planned),
        *(MilestoneShown(one, by_milestone[one], is_planned=False) for one in others),
    ]
