from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.activity_views import ActivityView
from creatorport.application.queries import Queries
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CampaignId
from creatorport.graphql.loading import Loader


@dataclass(frozen=True, slots=True)
class ActivityAsked:
    """Which part of a campaign's activity, of which kinds (any, when none is named)."""

    part: Slice
    kinds: frozenset[str]


class ActivityByCampaignIdLoader(Loader[CampaignId, Page[ActivityView]]):
    def __init__(self, queries: Queries, asked: ActivityAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Page[ActivityView]]:
        found = await self.queries.activity_of_campaigns(keys, self.asked.part, kinds=self.asked.kinds)
        return [found[key] for key in keys]
