from typing import Annotated

import strawberry

from creatorport.application.publication_views import PublicationView
from creatorport.application.publishing.options_view import PublishingOptionsView
from creatorport.application.use_cases.show_publishing_options import ShowPublishingOptionsQuery
from creatorport.application.views import Page
from creatorport.domain.ids import AccountId, PublicationId
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.publication.loaders import PublicationByIdLoader
from creatorport.graphql.publication.options import PublishingOptions
from creatorport.graphql.publication.states import PublicationState
from creatorport.graphql.publication.types import Publication

_OfAccount = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only those on this account; on any without it.")
]
_States = Annotated[
    list[PublicationState] | None, strawberry.argument(description="Only those in one of these states.")
]


@strawberry.type
class PublicationQueries:
    @query(
        "What may be chosen for a post on this account, and what is left of TikTok's caps. It calls TikTok: ask it "
        "when a composer opens, once for each post.",
        PublishingOptions,
        reads_only=False,
    )
    async def publishing_options(
        self,
        info: Info,
        account_id: Annotated[strawberry.ID, strawberry.argument(description="The account to post on.")],
    ) -> PublishingOptionsView:
        wanted = AccountId(local_id("TikTokAccount", account_id, "accountId"))
        return await info.context.use_cases.publishing.show_options(
            ShowPublishingOptionsQuery(info.context.member, wanted)
        )

    @query(
        "What was published or is to be, newest first; a creator sees what is on their own accounts.",
        Connection[Publication],
    )
    async def publications(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        account_id: _OfAccount = None,
        states: _States = None,
    ) -> Page[PublicationView]:
        wanted = None if account_id is None else AccountId(local_id("TikTokAccount", account_id, "accountId"))
        return await info.context.queries.publications.page(
            part_of(first, after), account_id=wanted, states=[state.value for state in states or ()]
        )

    @query("One publication; null where the caller may see none of this id.", Publication | None)
    async def publication(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The publication's id.")],  # noqa: A002  the graph's word
    ) -> PublicationView | None:
        return await info.context.loaders.get(PublicationByIdLoader).load(PublicationId(local_id("Publication", id)))
