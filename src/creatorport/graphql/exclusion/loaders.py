from collections.abc import Sequence

from creatorport.application.list_views import ExclusionView
from creatorport.domain.ids import CreatorId
from creatorport.graphql.loading import Loader


class ExclusionByCreatorIdLoader(Loader[CreatorId, ExclusionView | None]):
    async def batch(self, keys: Sequence[CreatorId]) -> Sequence[ExclusionView | None]:
        found = await self.queries.lists.exclusions_of_creators(keys)
        return [found.get(key) for key in keys]
