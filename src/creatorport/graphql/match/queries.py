from collections.abc import Sequence
from typing import Annotated

import strawberry

from creatorport.application.match.queries import MatchView
from creatorport.domain.ids import CampaignId
from creatorport.graphql.context import Info
from creatorport.graphql.creator import naming
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.match.inputs import Wanted, wishes_of
from creatorport.graphql.match.types import MatchScore


@strawberry.type
class MatchQueries:
    @query(
        "How well creators fit a campaign, the best first, from what is stored: asks TikTok nothing.", list[MatchScore]
    )
    async def match_scores(
        self,
        info: Info,
        campaign_id: Annotated[strawberry.ID, strawberry.argument(description="The campaign.")],
        creator_ids: Annotated[list[strawberry.ID], strawberry.argument(description=naming.CREATOR_IDS)],
        wanted: Wanted = None,
    ) -> Sequence[MatchView]:
        campaign = CampaignId(local_id("Campaign", campaign_id, "campaignId"))
        keys = naming.creator_ids(creator_ids)
        return await info.context.queries.matches.ranked(campaign, keys, wishes_of(wanted), info.context.now)
