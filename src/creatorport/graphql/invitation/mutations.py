from typing import Annotated

import strawberry

from creatorport.application.use_cases.invite_creators import InviteCreatorsCommand
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.invitation.expiry import EXPIRES_IN_DAYS, life_of
from creatorport.graphql.invitation.loaders import InvitationByIdLoader
from creatorport.graphql.invitation.types import Invitation
from creatorport.graphql.template.words import MESSAGE, OVERRIDES, TEMPLATE, InvitationOverride, words_of
from creatorport.graphql.terms.inputs import TermsInput
from creatorport.graphql.terms.offers import TERMS, TERMS_OF, CreatorTermsInput


@strawberry.input(description="Whom to invite, into what, with which words.")
class InviteCreatorsInput:
    campaign_id: strawberry.ID = strawberry.field(description="The campaign: a draft, or an active one.")
    creator_ids: list[strawberry.ID] = strawberry.field(description="The creators to invite: 1 to 100.")
    template_id: strawberry.ID | None = strawberry.field(default=None, description=TEMPLATE)
    message: str | None = strawberry.field(default=None, description=MESSAGE)
    overrides: list[InvitationOverride] = strawberry.field(default_factory=list, description=OVERRIDES)
    terms: TermsInput | None = strawberry.field(default=None, description=TERMS)
    terms_of: list[CreatorTermsInput] = strawberry.field(default_factory=list, description=TERMS_OF)
    expires_in_days: int | None = strawberry.field(default=None, description=EXPIRES_IN_DAYS)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.type(description="Who was invited, and who could not be.")
class InviteCreatorsPayload:
    invitations: list[Invitation] = derived(
        lambda outcome: outcome.shown or (), "The invitations that were made, in the order of the creators."
    )
    errors: list[UserError] = attribute("Why nobody, or which of the creators could not be invited.")


@strawberry.type
class InvitationMutations:
    @mutation(
        "Invite creators. Into a draft, they wait for its launch; into an active campaign, they go out at once. "
        "One who cannot be invited does not hold up the others.",
        InviteCreatorsPayload,
    )
    async def invite_creators(
        self,
        info: Info,
        input: Annotated[InviteCreatorsInput, strawberry.argument(description="The invitation.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        ids = [local_id("Creator", one, f"creatorIds.{index}") for index, one in enumerate(input.creator_ids)]
        command = InviteCreatorsCommand(
            info.context.member,
            CampaignId(local_id("Campaign", input.campaign_id, "campaignId")),
            tuple(CreatorId(one) for one in ids),
            words_of(input.template_id, input.message, input.overrides, input.terms, input.terms_of),
            input.idempotency_key,
            life_of(input.expires_in_days),
        )
        invited = await info.context.use_cases.invite_creators(command)
        shown = await info.context.loaders.get(InvitationByIdLoader).load_many(invited.invitation_ids)
        return Outcome(shown, invited.refusals)
