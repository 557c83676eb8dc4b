from collections.abc import Sequence

from creatorport.application.list_views import SavedSearchView
from creatorport.domain.ids import SavedSearchId
from creatorport.graphql.loading import Loader


class SavedSearchByIdLoader(Loader[SavedSearchId, SavedSearchView | None]):
    async def batch(self, keys: Sequence[SavedSearchId]) -> Sequence[SavedSearchView | None]:
        found = await self.queries.lists.saved_searches_by_ids(keys)
        return [found.get(key) for key in keys]
