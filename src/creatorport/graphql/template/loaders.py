from collections.abc import Sequence

from creatorport.application.queries import Queries
from creatorport.application.template_views import TemplateVersionView, TemplateView
from creatorport.domain.ids import TemplateId
from creatorport.graphql.loading import Loader


class TemplateByIdLoader(Loader[TemplateId, TemplateView | None]):
    async def batch(self, keys: Sequence[TemplateId]) -> Sequence[TemplateView | None]:
        found = await self.queries.templates_by_ids(keys)
        return [found.get(key) for key in keys]


class VersionsByTemplateIdLoader(Loader[TemplateId, Sequence[TemplateVersionView]]):
    def __init__(self, queries: Queries, newest: int) -> None:
        super().__init__(queries)
        self.newest = newest

    async def batch(self, keys: Sequence[TemplateId]) -> Sequence[Sequence[TemplateVersionView]]:
        found = await self.queries.template_versions(keys, self.newest)
        return [found.get(key, ()) for key in keys]
