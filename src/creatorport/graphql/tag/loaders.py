from collections.abc import Sequence

from creatorport.domain.ids import CreatorId
from creatorport.graphql.loading import Loader


class TagsByCreatorIdLoader(Loader[CreatorId, Sequence[str]]):
    async def batch(self, keys: Sequence[CreatorId]) -> Sequence[Sequence[str]]:
        found = await self.queries.lists.tags_of_creators(keys)
        return [found.get(key, ()) for key in keys]
