from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.match.queries import MatchView
from creatorport.application.match.wishes import Wishes
from creatorport.application.queries import Queries
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.graphql.loading import Loader


@dataclass(frozen=True, slots=True)
class MatchAsked:
    """With which campaign, wanting what."""

    campaign_id: CampaignId
    wishes: Wishes


class MatchByCreatorIdLoader(Loader[CreatorId, MatchView | None]):
    def __init__(self, queries: Queries, asked: MatchAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[CreatorId]) -> Sequence[MatchView | None]:
        found = await self.queries.matches.of_creators(self.asked.campaign_id, keys, self.asked.wishes)
        return [found.get(key) for key in keys]
