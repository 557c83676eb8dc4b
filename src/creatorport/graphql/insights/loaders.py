from collections.abc import Sequence

from creatorport.application.insight_views import InsightsAsked, InsightsView
from creatorport.application.queries import Queries
from creatorport.application.showing.insights import shown
from creatorport.domain.ids import AccountId, CreatorId
from creatorport.graphql.loading import Loader


class InsightsByAccountIdLoader(Loader[AccountId, InsightsView | None]):
    def __init__(self, queries: Queries, asked: InsightsAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[AccountId]) -> Sequence[InsightsView | None]:
        found = await self.queries.insights_of_accounts(keys, self.asked.days)
        return [shown(found[key], self.asked) if key in found else None for key in keys]


class InsightsByCreatorIdLoader(Loader[CreatorId, InsightsView | None]):
    def __init__(self, queries: Queries, asked: InsightsAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[CreatorId]) -> Sequence[InsightsView | None]:
        found = await self.queries.insights_of_creators(keys, self.asked.days)
        return [shown(found[key], self.asked) if key in found else None for key in keys]
