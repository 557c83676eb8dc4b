import strawberry

from creatorport.application.list_views import ShortlistView
from creatorport.application.views import Page
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.shortlist.types import Shortlist


@strawberry.type
class ShortlistQueries:
    @query("The workspace's shortlists, newest first.", Connection[Shortlist])
    async def shortlists(self, info: Info, first: First = PAGE_DEFAULT, after: After = None) -> Page[ShortlistView]:
        return await info.context.queries.lists.shortlists(part_of(first, after))
