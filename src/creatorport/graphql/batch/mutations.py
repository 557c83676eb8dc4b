from typing import Annotated

import strawberry

from creatorport.application.use_cases.cancel_batch import CancelBatchCommand
from creatorport.application.use_cases.invite_in_batch import InviteInBatchCommand
from creatorport.domain.ids import BatchId, CampaignId
from creatorport.graphql.batch.loaders import BatchByIdLoader
from creatorport.graphql.batch.types import InvitationBatch
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.invitation.expiry import EXPIRES_IN_DAYS, life_of
from creatorport.graphql.template.words import (
    CREATORS,
    MESSAGE,
    OVERRIDES,
    TEMPLATE,
    InvitationOverride,
    creators_of,
    words_of,
)
from creatorport.graphql.terms.inputs import TermsInput
from creatorport.graphql.terms.offers import TERMS, TERMS_OF, CreatorTermsInput


@strawberry.input(description="Whom to invite, into what, with which words.")
class InviteInBatchInput:
    campaign_id: strawberry.ID = strawberry.field(description="The campaign: a draft, or an active one.")
    creator_ids: list[strawberry.ID] = strawberry.field(description=CREATORS)
    template_id: strawberry.ID | None = strawberry.field(default=None, description=TEMPLATE)
    message: str | None = strawberry.field(default=None, description=MESSAGE)
    overrides: list[InvitationOverride] = strawberry.field(default_factory=list, description=OVERRIDES)
    terms: TermsInput | None = strawberry.field(default=None, description=TERMS)
    terms_of: list[CreatorTermsInput] = strawberry.field(default_factory=list, description=TERMS_OF)
    expires_in_days: int | None = strawberry.field(default=None, description=EXPIRES_IN_DAYS)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A batch of invitations.")
class CancelInvitationBatchInput:
    batch_id: strawberry.ID = strawberry.field(description="The batch to cancel.")


@strawberry.type(description="The batch, or why there is none.")
class InviteInBatchPayload:
    batch: InvitationBatch | None = derived(lambda outcome: outcome.shown, "The batch; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The batch as it is now, or why it was not cancelled.")
class CancelInvitationBatchPayload:
    batch: InvitationBatch | None = derived(lambda outcome: outcome.shown, "The batch; null where it was refused.")
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class BatchMutations:
    @mutation(
        "Invite up to 1,000 creators. They are handed to TikTok a hundred at a time; each gets a result of their own.",
        InviteInBatchPayload,
    )
    async def invite_in_batch(
        self,
        info: Info,
        input: Annotated[InviteInBatchInput, strawberry.argument(description="The batch.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = InviteInBatchCommand(
            info.context.member,
            CampaignId(local_id("Campaign", input.campaign_id, "campaignId")),
            creators_of(input.creator_ids),
            words_of(input.template_id, input.message, input.overrides, input.terms, input.terms_of),
            input.idempotency_key,
            life_of(input.expires_in_days),
        )
        batch_id = await info.context.use_cases.invite_in_batch(command)
        return Outcome(await info.context.loaders.get(BatchByIdLoader).load(batch_id))

    @mutation(
        "Invite nobody else of a batch. Who was handed over to TikTok stays invited: nothing can be taken back there.",
        CancelInvitationBatchPayload,
    )
    async def cancel_invitation_batch(
        self,
        info: Info,
        input: Annotated[CancelInvitationBatchInput, strawberry.argument(description="The batch.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        batch_id = BatchId(local_id("InvitationBatch", input.batch_id, "batchId"))
        await info.context.use_cases.cancel_batch(CancelBatchCommand(info.context.member, batch_id))
        return Outcome(await info.context.loaders.get(BatchByIdLoader).load(batch_id))
