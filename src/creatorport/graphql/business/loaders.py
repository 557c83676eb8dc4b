from collections.abc import Sequence

from creatorport.application.insight_views import BusinessConnectionView
from creatorport.domain.ids import AccountId
from creatorport.graphql.loading import Loader


class ConnectionByAccountIdLoader(Loader[AccountId, BusinessConnectionView | None]):
    async def batch(self, keys: Sequence[AccountId]) -> Sequence[BusinessConnectionView | None]:
        found = await self.queries.business_connections(keys)
        return [found.get(key) for key in keys]
