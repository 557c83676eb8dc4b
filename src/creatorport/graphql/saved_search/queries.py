from typing import Annotated

import strawberry

from creatorport.application.discovery.answer import Discovered
from creatorport.application.list_views import SavedSearchView
from creatorport.application.use_cases.discover_creators import DiscoverCreatorsQuery
from creatorport.application.views import Page
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import SavedSearchId
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.creator.discovery import CreatorDiscoveryConnection
from creatorport.graphql.creator.search import question_of
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.saved_search.asked import read
from creatorport.graphql.saved_search.loaders import SavedSearchByIdLoader
from creatorport.graphql.saved_search.types import SavedSearch


@strawberry.type
class SavedSearchQueries:
    @query("The workspace's saved searches, newest first.", Connection[SavedSearch])
    async def saved_searches(
        self, info: Info, first: First = PAGE_DEFAULT, after: After = None
    ) -> Page[SavedSearchView]:
        return await info.context.queries.lists.saved_searches(part_of(first, after))

    @query(
        "Search for what a saved search looks for, as `discoverCreators` does.",
        CreatorDiscoveryConnection,
        reads_only=False,
    )
    async def run_saved_search(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The saved search.")],  # noqa: A002  Relay's word
        first: First = PAGE_DEFAULT,
        after: After = None,
    ) -> Discovered:
        part, search_id = part_of(first, after), SavedSearchId(local_id("SavedSearch", id))
        kept = await info.context.loaders.get(SavedSearchByIdLoader).load(search_id)
        if kept is None:
            raise NotFound("saved search", search_id, field="id")
        wanted, sort = read(info, kept.asked, kept.form)
        asked = DiscoverCreatorsQuery(info.context.member, question_of(wanted, sort), part)
        return await info.context.use_cases.discover_creators(asked)
