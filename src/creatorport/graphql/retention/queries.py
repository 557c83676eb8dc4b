import strawberry

from creatorport.application.views import Page, PurgeView
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.retention.types import Purge


@strawberry.type
class RetentionQueries:
    @query("What was dropped of people's data, and of what outlived its time; newest first.", Connection[Purge])
    async def purges(self, info: Info, first: First = PAGE_DEFAULT, after: After = None) -> Page[PurgeView]:
        return await info.context.queries.purges(part_of(first, after))
