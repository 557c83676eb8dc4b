"""The steps of a campaign's life, from its launch to the archive."""

from typing import Annotated

import strawberry

from creatorport.application.use_cases.archive_campaign import ArchiveCampaignCommand, UnarchiveCampaignCommand
from creatorport.application.use_cases.cancel_campaign import CancelCampaignCommand
from creatorport.application.use_cases.complete_campaign import CompleteCampaignCommand
from creatorport.application.use_cases.pause_campaign import PauseCampaignCommand
from creatorport.application.use_cases.resume_campaign import ResumeCampaignCommand
from creatorport.domain.ids import CampaignId
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.campaign.types import Campaign
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY

CAMPAIGN = "The campaign."
CAMPAIGN_SHOWN = "The campaign; null where it was refused."


def _shown(outcome: Outcome) -> object:
    """Return what the payload shows."""
    return outcome.shown


@strawberry.input(description="The campaign to pause.")
class PauseCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description=CAMPAIGN)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The campaign to resume.")
class ResumeCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description=CAMPAIGN)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The campaign to complete.")
class CompleteCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description=CAMPAIGN)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The campaign to cancel.")
class CancelCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description=CAMPAIGN)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The campaign to archive.")
class ArchiveCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description=CAMPAIGN)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The campaign to unarchive.")
class UnarchiveCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description=CAMPAIGN)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class PauseCampaignPayload:
    campaign: Campaign | None = derived(_shown, CAMPAIGN_SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class ResumeCampaignPayload:
    campaign: Campaign | None = derived(_shown, CAMPAIGN_SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class CompleteCampaignPayload:
    campaign: Campaign | None = derived(_shown, CAMPAIGN_SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class CancelCampaignPayload:
    campaign: Campaign | None = derived(_shown, CAMPAIGN_SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class ArchiveCampaignPayload:
    campaign: Campaign | None = derived(_shown, CAMPAIGN_SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class UnarchiveCampaignPayload:
    campaign: Campaign | None = derived(_shown, CAMPAIGN_SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class CampaignSteps:
    @mutation(
        "Invite nobody for now. Invitations that are out can be answered, and posts are captured.", PauseCampaignPayload
    )
    async def pause_campaign(
        self,
        info: Info,
        input: Annotated[PauseCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = PauseCampaignCommand(info.context.member, campaign_id, input.idempotency_key)
        await info.context.use_cases.campaigns.pause(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))

    @mutation("Go on after a pause.", ResumeCampaignPayload)
    async def resume_campaign(
        self,
        info: Info,
        input: Annotated[ResumeCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = ResumeCampaignCommand(info.context.member, campaign_id, input.idempotency_key)
        await info.context.use_cases.campaigns.resume(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))

    @mutation(
        "End a campaign as planned. Who has not answered is asked no more, and its posts are captured no more. What "
        "creators still owe is awaited for 30 days.",
        CompleteCampaignPayload,
    )
    async def complete_campaign(
        self,
        info: Info,
        input: Annotated[CompleteCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = CompleteCampaignCommand(info.context.member, campaign_id, input.idempotency_key)
        await info.context.use_cases.campaigns.complete(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))

    @mutation(
        "End a campaign before its time. Who has not answered is asked no more; what was agreed stays agreed.",
        CancelCampaignPayload,
    )
    async def cancel_campaign(
        self,
        info: Info,
        input: Annotated[CancelCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = CancelCampaignCommand(info.context.member, campaign_id, input.idempotency_key)
        await info.context.use_cases.campaigns.cancel(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))

    @mutation(
        "Put away a draft, or a campaign that is over: it is listed only on request, and left alone.",
        ArchiveCampaignPayload,
    )
    async def archive_campaign(
        self,
        info: Info,
        input: Annotated[ArchiveCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = ArchiveCampaignCommand(info.context.member, campaign_id, input.idempotency_key)
        await info.context.use_cases.campaigns.archive(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))

    @mutation("Take a campaign out of the archive, as it was.", UnarchiveCampaignPayload)
    async def unarchive_campaign(
        self,
        info: Info,
        input: Annotated[UnarchiveCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = UnarchiveCampaignCommand(info.context.member, campaign_id, input.idempotency_key)
        await info.context.use_cases.campaigns.unarchive(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))
