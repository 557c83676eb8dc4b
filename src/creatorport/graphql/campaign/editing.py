"""Changing a campaign, and making another like it."""

from dataclasses import dataclass
from typing import Annotated

import strawberry

from creatorport.application.use_cases.duplicate_campaign import DuplicateCampaignCommand
from creatorport.application.use_cases.update_campaign import UpdateCampaignCommand
from creatorport.application.views import CampaignView
from creatorport.domain.campaign_changes import CampaignChanges, input_name, not_at_tiktok
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CampaignId
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.campaign.types import Campaign
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.plan.inputs import PlanInput, changes_of

_TEXTS = ("name", "brand_name", "brief")


@strawberry.input(description="What is to be different. What is left out stays as it is; null takes it away.")
class UpdateCampaignInput(PlanInput):
    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    expected_version: int = strawberry.field(description="The version of the campaign that you have seen.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Its name, 1 to 100 characters.")
    brand_name: str | None = strawberry.field(
        default=strawberry.UNSET, description="The brand that it is for, 1 to 60 characters."
    )
    brief: str | None = strawberry.field(
        default=strawberry.UNSET, description="What creators are asked to do, up to 1000 characters."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The campaign to make another like.")
class DuplicateCampaignInput:
    campaign_id: strawberry.ID = strawberry.field(description="The campaign, in any state.")
    name: str | None = strawberry.field(
        default=None, description="The new one's name, 1 to 100 characters; else it is called a copy."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@dataclass(frozen=True, slots=True)
class _Updated:
    campaign: CampaignView | None
    not_at_tiktok: tuple[str, ...]


@strawberry.type(description="The campaign after the change, or why it was not changed.")
class UpdateCampaignPayload:
    campaign: Campaign | None = derived(
        lambda outcome: outcome.shown and outcome.shown.campaign, "The campaign; null where it was refused."
    )
    not_at_tiktok: list[str] = derived(
        lambda outcome: outcome.shown.not_at_tiktok if outcome.shown else (),
        "Which of the named fields hold here alone: TikTok has the campaign, and no call that tells it of them. An "
        "order (an assumed contract) is told of another budget or last day; what came of it is in the activity.",
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The new draft, or why there is none.")
class DuplicateCampaignPayload:
    campaign: Campaign | None = derived(lambda outcome: outcome.shown, "The draft; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class CampaignEditing:
    @mutation(
        "Change a campaign: all that is named, or nothing. What may be changed depends on its state.",
        UpdateCampaignPayload,
    )
    async def update_campaign(
        self,
        info: Info,
        input: Annotated[UpdateCampaignInput, strawberry.argument(description="The change.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = UpdateCampaignCommand(
            info.context.member, campaign_id, input.expected_version, _changes(input), input.idempotency_key
        )
        await info.context.use_cases.campaigns.update(command)
        campaign = await info.context.loaders.get(CampaignByIdLoader).load(campaign_id)
        return Outcome(_Updated(campaign, _untold(command.changes, campaign)))

    @mutation(
        "Make a draft with another campaign's texts and plan. A timeline that is over is left out.",
        DuplicateCampaignPayload,
    )
    async def duplicate_campaign(
        self,
        info: Info,
        input: Annotated[DuplicateCampaignInput, strawberry.argument(description="The campaign.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        campaign_id = CampaignId(local_id("Campaign", input.campaign_id, "campaignId"))
        command = DuplicateCampaignCommand(info.context.member, campaign_id, input.name, input.idempotency_key)
        made = await info.context.use_cases.campaigns.duplicate(command)
        return Outcome(await info.context.loaders.get(CampaignByIdLoader).load(made))


def _untold(changes: CampaignChanges, campaign: CampaignView | None) -> tuple[str, ...]:
    if campaign is None or campaign.tiktok_campaign_id is None:
        return ()
    return not_at_tiktok(changes, ordered=campaign.order_id is not None)


def _changes(given: UpdateCampaignInput) -> CampaignChanges:
    texts = {name: value for name in _TEXTS if (value := getattr(given, name)) is not strawberry.UNSET}
    for name, value in texts.items():
        if value is None:
            raise InvalidValue(input_name(name), "cannot be taken away")
    return CampaignChanges(**texts, **dict(changes_of(given).named()))  # type: ignore[arg-type]  # names and types are the same
