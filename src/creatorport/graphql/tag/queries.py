from dataclasses import replace
from typing import Annotated, Any

import strawberry

from creatorport.application.list_views import TagView
from creatorport.application.views import CreatorView, Page
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.fields import attribute, derived, query


@strawberry.type(description="A word by which the workspace sorts creators.")
class Tag:
    name: str = derived(lambda shown: shown.tag, "The word, in small letters.")
    creators: int = attribute("How many creators have it.")


@strawberry.type
class TagQueries:
    @query("Every tag that a creator of this workspace has, in the order of the alphabet.", Connection[Tag])
    async def creator_tags(self, info: Info, first: First = PAGE_DEFAULT, after: After = None) -> Page[TagView]:
        return await info.context.queries.lists.tags(part_of(first, after))

    @query("The creators who have a tag; whoever got it last first.", Connection[Creator])
    async def creators_by_tag(
        self,
        info: Info,
        tag: Annotated[str, strawberry.argument(description="The tag, in any spelling.")],
        first: First = PAGE_DEFAULT,
        after: After = None,
    ) -> Page[CreatorView]:
        page: Page[Any] = await info.context.queries.lists.creators_tagged(tag, part_of(first, after))
        return replace(page, nodes=await info.context.loaders.get(CreatorByIdLoader).load_many(page.nodes))
