from typing import Annotated

import strawberry

from creatorport.application.answer_step import Answered
from creatorport.application.use_cases.accept_invitation import AcceptInvitationCommand
from creatorport.application.use_cases.counter_invitation import CounterInvitationCommand
from creatorport.application.use_cases.decline_invitation import DeclineInvitationCommand
from creatorport.domain.ids import InvitationId
from creatorport.domain.terms import Offer
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.invitation.inputs import (
    AcceptInvitationInput,
    CounterInvitationInput,
    DeclineInvitationInput,
)
from creatorport.graphql.invitation.received import ReceivedInvitation, ReceivedInvitationByIdLoader
from creatorport.graphql.terms.inputs import offer_of

SHOWN = "The invitation as it stands now, also where the answer was refused with TERMS_CHANGED; null otherwise."


@strawberry.type
class _Shown:
    invitation: ReceivedInvitation | None = derived(lambda outcome: outcome.shown, SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The accepted invitation, or why it is not.")
class AcceptInvitationPayload(_Shown):
    pass


@strawberry.type(description="The declined invitation, or why it is not.")
class DeclineInvitationPayload(_Shown):
    pass


@strawberry.type(description="The invitation with the other terms, or why it is without.")
class CounterInvitationPayload(_Shown):
    pass


@strawberry.type
class AnswerMutations:
    @mutation(
        "A creator's yes to the terms that they saw. Who let the business app act in campaigns is joined at TikTok, "
        "too; for others, `tiktokJoinLink` does that. `joining` tells which.",
        AcceptInvitationPayload,
    )
    async def accept_invitation(
        self,
        info: Info,
        input: Annotated[AcceptInvitationInput, strawberry.argument(description="The yes.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = AcceptInvitationCommand(
            info.context.member,
            _local(input.invitation_id),
            input.terms_number,
            input.message,
            idempotency_key=input.idempotency_key,
        )
        return await _shown(info, await info.context.use_cases.negotiation.accept(command))

    @mutation("A creator's no.", DeclineInvitationPayload)
    async def decline_invitation(
        self,
        info: Info,
        input: Annotated[DeclineInvitationInput, strawberry.argument(description="The no.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = DeclineInvitationCommand(
            info.context.member, _local(input.invitation_id), input.message, idempotency_key=input.idempotency_key
        )
        return await _shown(info, await info.context.use_cases.negotiation.decline(command))

    @mutation(
        "A creator's other terms, in place of those that they saw. The brand accepts, answers or refuses them.",
        CounterInvitationPayload,
    )
    async def counter_invitation(
        self,
        info: Info,
        input: Annotated[CounterInvitationInput, strawberry.argument(description="The other terms.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = CounterInvitationCommand(
            info.context.member,
            _local(input.invitation_id),
            input.terms_number,
            offer_of(input.terms, "terms") or Offer(),
            input.remark,
            idempotency_key=input.idempotency_key,
        )
        return await _shown(info, await info.context.use_cases.negotiation.counter(command))


def _local(given: strawberry.ID) -> InvitationId:
    return InvitationId(local_id("ReceivedInvitation", given, "invitationId"))


async def _shown(info: Info, answered: Answered) -> Outcome:
    shown = await info.context.loaders.get(ReceivedInvitationByIdLoader).load(answered.invitation_id)
    return Outcome(shown, answered.refusals)
