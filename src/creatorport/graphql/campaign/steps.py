"""The steps of a campaign's life, from its launch to the archive."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import strawberry

from creatorport.application.use_cases.archive_campaign import ArchiveCampaignCommand
from creatorport.application.use_cases.cancel_campaign import CancelCampaignCommand
from creatorport.application.use_cases.complete_campaign import CompleteCampaignCommand
from creatorport.application.use_cases.pause_campaign import PauseCampaignCommand
from creatorport.application.use_cases.resume_campaign import ResumeCampaignCommand
from creatorport.application.use_cases.unarchive_campaign import UnarchiveCampaignCommand
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.campaign.types import Campaign
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY

C = TypeVar("C")

CAMPAIGN = "The campaign."
CAMPAIGN_SHOWN = "The campaign; null where it was refused."


@strawberry.input
class _Step:
    campaign_id: strawberry.ID = strawberry.field(description=CAMPAIGN)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.type
class _Stepped:
    campaign: Campaign | None = derived(lambda outcome: outcome.shown, CAMPAIGN_SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.input(description="The campaign to pause.")
class PauseCampaignInput(_Step):
    pass


@strawberry.input(description="The campaign to resume.")
class ResumeCampaignInput(_Step):
    pass


@strawberry.input(description="The campaign to complete.")
class CompleteCampaignInput(_Step):
    pass


@strawberry.input(description="The campaign to cancel.")
class CancelCampaignInput(_Step):
    pass


@strawberry.input(description="The campaign to archive.")
class ArchiveCampaignInput(_Step):
    pass


@strawberry.input(description="The campaign to unarchive.")
class UnarchiveCampaignInput(_Step):
    pass


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class PauseCampaignPayload(_Stepped):
    pass


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class ResumeCampaignPayload(_Stepped):
    pass


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class CompleteCampaignPayload(_Stepped):
    pass


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class CancelCampaignPayload(_Stepped):
    pass


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class ArchiveCampaignPayload(_Stepped):
    pass


@strawberry.type(description="The campaign after the step, or why it was not taken.")
class UnarchiveCampaignPayload(_Stepped):
    pass


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
        return await _taken(info, input, PauseCampaignCommand, info.context.use_cases.campaigns.pause)

    @mutation("Go on after a pause.", ResumeCampaignPayload)
    async def resume_campaign(
        self,
        info: Info,
        input: Annotated[ResumeCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _taken(info, input, ResumeCampaignCommand, info.context.use_cases.campaigns.resume)

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
        return await _taken(info, input, CompleteCampaignCommand, info.context.use_cases.campaigns.complete)

    @mutation(
        "End a campaign before its time. Who has not answered is asked no more; what was agreed stays agreed.",
        CancelCampaignPayload,
    )
    async def cancel_campaign(
        self,
        info: Info,
        input: Annotated[CancelCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _taken(info, input, CancelCampaignCommand, info.context.use_cases.campaigns.cancel)

    @mutation(
        "Put away a draft, or a campaign that is over: it is listed only on request, and left alone.",
        ArchiveCampaignPayload,
    )
    async def archive_campaign(
        self,
        info: Info,
        input: Annotated[ArchiveCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _taken(info, input, ArchiveCampaignCommand, info.context.use_cases.campaigns.archive)

    @mutation("Take a campaign out of the archive, as it was.", UnarchiveCampaignPayload)
    async def unarchive_campaign(
        self,
        info: Info,
        input: Annotated[UnarchiveCampaignInput, strawberry.argument(description=CAMPAIGN)],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _taken(info, input, UnarchiveCampaignCommand, info.context.use_cases.campaigns.unarchive)


async def _taken(
    info: Info,
    given: _Step,
    command: Callable[[Member, CampaignId, str | None], C],
    take: Callable[[C], Awaitable[None]],
) -> Outcome:
    campaign_id = CampaignId(local_id("Campaign", given.campaign_id, "campaignId"))
    await take(command(info.context.member, campaign_id, given.idempotency_key))
    return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(campaign_id))
