from typing import Annotated

import strawberry

from creatorport.application.views import CampaignView, Page
from creatorport.domain.ids import CampaignId
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.campaign.states import CampaignState
from creatorport.graphql.campaign.types import Campaign
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id


@strawberry.type
class CampaignQueries:
    @query("The workspace's campaigns, newest first.", Connection[Campaign])
    async def campaigns(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        states: Annotated[
            list[CampaignState] | None, strawberry.argument(description="Only those in one of these states.")
        ] = None,
        name_contains: Annotated[str | None, strawberry.argument(description="Part of the name, in any case.")] = None,
        with_archived: Annotated[bool, strawberry.argument(description="Those that were put away, too.")] = False,
    ) -> Page[CampaignView]:
        wanted = frozenset(state.value for state in states or ())
        return await info.context.queries.campaigns(
            part_of(first, after), states=wanted, name_contains=name_contains, with_archived=with_archived
        )

    @query("One campaign; null where the workspace has none of this id.", Campaign | None)
    async def campaign(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The campaign's id.")],  # noqa: A002  the graph's word
    ) -> CampaignView | None:
        return await info.context.loaders.get(CampaignByIdLoader).load(CampaignId(local_id("Campaign", id)))
