from collections.abc import Sequence
from typing import Annotated

import strawberry

from creatorport.application.use_cases.check_eligibility import CheckEligibilityQuery
from creatorport.domain.eligibility import Eligibility as Judgement
from creatorport.domain.ids import CampaignId
from creatorport.graphql.context import Info
from creatorport.graphql.eligibility.types import Eligibility
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.template.words import CREATORS, creators_of


@strawberry.type
class EligibilityQueries:
    @query(
        "What is known for and against inviting each of these creators, in their order. Spends quota at TikTok for "
        "those who were not looked up within a day.",
        list[Eligibility],
        reads_only=False,
    )
    async def check_eligibility(
        self,
        info: Info,
        campaign_id: Annotated[strawberry.ID, strawberry.argument(description="The campaign.")],
        creator_ids: Annotated[list[strawberry.ID], strawberry.argument(description=CREATORS)],
    ) -> Sequence[Judgement]:
        asked = CheckEligibilityQuery(
            info.context.member,
            CampaignId(local_id("Campaign", campaign_id, "campaignId")),
            creators_of(creator_ids),
        )
        return await info.context.use_cases.check_eligibility(asked)
