from collections.abc import Sequence

from creatorport.application.list_views import ListedView, ShortlistView
from creatorport.application.queries import Queries
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, ShortlistId
from creatorport.graphql.loading import Loader


class ShortlistByIdLoader(Loader[ShortlistId, ShortlistView | None]):
    async def batch(self, keys: Sequence[ShortlistId]) -> Sequence[ShortlistView | None]:
        found = await self.queries.lists.shortlists_by_ids(keys)
        return [found.get(key) for key in keys]


class CreatorsByShortlistIdLoader(Loader[ShortlistId, Page[ListedView]]):
    def __init__(self, queries: Queries, part: Slice) -> None:
        super().__init__(queries)
        self.part = part

    async def batch(self, keys: Sequence[ShortlistId]) -> Sequence[Page[ListedView]]:
        found = await self.queries.lists.creators_of_shortlists(keys, self.part)
        return [found[key] for key in keys]


class ShortlistsByCreatorIdLoader(Loader[CreatorId, Page[ShortlistView]]):
    def __init__(self, queries: Queries, part: Slice) -> None:
        super().__init__(queries)
        self.part = part

    async def batch(self, keys: Sequence[CreatorId]) -> Sequence[Page[ShortlistView]]:
        found = await self.queries.lists.shortlists_of_creators(keys, self.part)
        return [found[key] for key in keys]
