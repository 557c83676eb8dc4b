import strawberry

from creatorport.application.list_views import ExclusionView
from creatorport.application.views import Page
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.exclusion.types import Exclusion
from creatorport.graphql.fields import query


@strawberry.type
class ExclusionQueries:
    @query("The creators whom this workspace does not invite, those excluded last first.", Connection[Exclusion])
    async def exclusions(self, info: Info, first: First = PAGE_DEFAULT, after: After = None) -> Page[ExclusionView]:
        return await info.context.queries.lists.exclusions(part_of(first, after))
