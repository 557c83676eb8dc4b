import strawberry

from creatorport.domain.workspace import Member
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.viewer.types import Viewer


@strawberry.type
class ViewerQueries:
    @query("Who is asking.", Viewer)
    async def viewer(self, info: Info) -> Member:
        return info.context.queries.viewer()
