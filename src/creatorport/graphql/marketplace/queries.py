import strawberry

from creatorport.application.views import MarketplaceView
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.marketplace.types import Marketplace


@strawberry.type
class MarketplaceQueries:
    @query("The workspace's TikTok One account; null before one is connected.", Marketplace | None)
    async def marketplace(self, info: Info) -> MarketplaceView | None:
        return await info.context.queries.marketplace()
