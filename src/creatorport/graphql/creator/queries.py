from typing import Annotated

import strawberry

from creatorport.application.use_cases.discover_creators import DiscoverCreatorsQuery
from creatorport.application.views import CreatorView, Page
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.creator.search import CreatorFilter, CreatorSort, creator_query
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.fields import query
from creatorport.graphql.scalars import BigInt


@strawberry.type
class CreatorQueries:
    @query("The creators that this workspace has found, most followers first.", Connection[Creator])
    async def creators(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        text: Annotated[str | None, strawberry.argument(description="Part of the handle or name.")] = None,
        min_followers: Annotated[BigInt | None, strawberry.argument(description="At least so many followers.")] = None,
    ) -> Page[CreatorView]:
        return await info.context.queries.creators(part_of(first, after), text=text, min_followers=min_followers)

    @query(
        "Search TikTok One for creators, now. Who is found is kept, and can be invited. Spends quota at TikTok.",
        Connection[Creator],
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
    ) -> Page[CreatorView]:
        asked = DiscoverCreatorsQuery(info.context.member, creator_query(filter, sort), part_of(first, after))
        return await info.context.use_cases.discover_creators(asked)
