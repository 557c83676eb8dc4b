from typing import Annotated

import strawberry

from creatorport.application.use_cases.create_campaign import CreateCampaignCommand
from creatorport.application.use_cases.launch_campaign import LaunchCampaignCommand
from creatorport.domain.ids import CampaignId
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.campaign.types import Campaign
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.plan.inputs import PlanInput, plan_of


@strawberry.input(description="The campaign to create.")
class CreateCampaignInput(PlanInput):
    name: str = strawberry.field(description="Its name, 1 to 100 characters.")
    brand_name: str = strawberry.field(description="The brand that it is for, 1 to 60 characters.")
    brief: str = strawberry.field(default="", description="What creators are asked to do, up to 1000 characters.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The campaign to launch.")
class LaunchCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description="The campaign: a draft with at least one invitation.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.type(description="The campaign that was created, or why none was.")
class CreateCampaignPayload:
    campaign: Campaign | None = derived(lambda outcome: outcome.shown, "The draft; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The campaign on its way to TikTok, or why it is not.")
class LaunchCampaignPayload:
    campaign: Campaign | None = derived(lambda outcome: outcome.shown, "The campaign; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class CampaignMutations:
    @mutation("Make a draft of a campaign.", CreateCampaignPayload)
    async def create_campaign(
        self,
        info: Info,
        input: Annotated[CreateCampaignInput, strawberry.argument(description="The campaign.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = CreateCampaignCommand(
            info.context.member, input.name, input.brand_name, input.brief, input.idempotency_key, plan_of(input)
        )
        created = await info.context.use_cases.create_campaign(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(created))

    @mutation(
        "Hand a draft and its first creators to TikTok One. TikTok's answer comes later, as the campaign's state.",
        LaunchCampaignPayload,
    )
    async def launch_campaign(
        self,
        info: Info,
        input: Annotated[LaunchCampaignInput, strawberry.argument(description="The campaign.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = LaunchCampaignCommand(info.context.member, campaign_id, input.idempotency_key)
        await info.context.use_cases.launch_campaign(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))
