from collections.abc import Sequence

from creatorport.application.views import CampaignView
from creatorport.domain.ids import CampaignId
from creatorport.domain.money import Money
from creatorport.graphql.loading import Loader


class CampaignByIdLoader(Loader[CampaignId, CampaignView | None]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[CampaignView | None]:
        found = await self.queries.campaigns_by_ids(keys)
        return [found.get(key) for key in keys]


class CommittedByCampaignIdLoader(Loader[CampaignId, Money | None]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Money | None]:
        found = await self.queries.committed(keys)
        return [found.get(key) for key in keys]


class RemainingByCampaignIdLoader(Loader[CampaignId, Money | None]):
    async def batch(self, keys: Sequence[CampaignId]) -> Sequence[Money | None]:
        found = await self.queries.remaining(keys)
        return [found.get(key) for key in keys]
