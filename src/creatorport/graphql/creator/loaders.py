from collections.abc import Sequence

from creatorport.application.views import CreatorView
from creatorport.domain.ids import CreatorId
from creatorport.graphql.loading import Loader


class CreatorByIdLoader(Loader[CreatorId, CreatorView | None]):
    async def batch(self, keys: Sequence[CreatorId]) -> Sequence[CreatorView | None]:
        found = await self.queries.creators_by_ids(keys)
        return [found.get(key) for key in keys]
