from collections.abc import Sequence

from creatorport.application.publication_views import PublicationView
from creatorport.domain.ids import PublicationId
from creatorport.graphql.loading import Loader


class PublicationByIdLoader(Loader[PublicationId, PublicationView | None]):
    async def batch(self, keys: Sequence[PublicationId]) -> Sequence[PublicationView | None]:
        found = await self.queries.publications.by_ids(keys)
        return [found.get(key) for key in keys]
