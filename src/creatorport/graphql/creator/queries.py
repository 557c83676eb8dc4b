from typing import Annotated

import strawberry

from creatorport.application.discovery.answer import Discovered
from creatorport.application.use_cases.discover_creators import DiscoverCreatorsQuery
from creatorport.application.views import CreatorView, Page
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.creator.discovery import CreatorDiscoveryConnection
from creatorport.graphql.creator.search import CreatorFilter, CreatorSort, question_of
from creatorport.graphql.creator.stored import StoredCreatorFilter, StoredCreatorSort, stored_query
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.fields import query


@strawberry.type
class CreatorQueries:
    @query(
        "The creators that this workspace has found, by what is stored of them: no call to TikTok.", Connection[Creator]
    )
    async def creators(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        text: Annotated[
            str | None,
            strawberry.argument(
                description="Words in the handle, name, bio or categories: all must occur; `-word` must not, `or` "
                'stands between two, "in quotes" they stand together. Or a part of one of these.'
            ),
        ] = None,
        filter: Annotated[  # noqa: A002  the graph's word
            StoredCreatorFilter | None, strawberry.argument(description="What creators to look for.")
        ] = None,
        sort: Annotated[
            StoredCreatorSort | None, strawberry.argument(description="Their order; most followers first by default.")
        ] = None,
    ) -> Page[CreatorView]:
        return await info.context.queries.creators(part_of(first, after), stored_query(text, filter, sort))

    @query(
        "Search TikTok One for creators. Who is found is kept, and can be invited. Spends quota at TikTok: about a "
        "call for every 180 places and group of countries, and none for what was found before. While TikTok cannot be "
        "asked, what is stored answers, and says so.",
        CreatorDiscoveryConnection,
        reads_only=False,
    )
    async def discover_creators(
        self,
        info: Info,
        filter: Annotated[CreatorFilter, strawberry.argument(description="What creators to look for.")],  # noqa: A002  the graph's word
        sort: Annotated[
            CreatorSort | None, strawberry.argument(description="Their order; TikTok's by default.")
        ] = None,
        first: First = PAGE_DEFAULT,
        after: After = None,
        anew: Annotated[
            bool,
            strawberry.argument(
                description="Whether to search again although the same search was made lately. Without effect on "
                "`after`."
            ),
        ] = False,
    ) -> Discovered:
        asked = DiscoverCreatorsQuery(info.context.member, question_of(filter, sort), part_of(first, after), anew=anew)
        return await info.context.use_cases.discover_creators(asked)
