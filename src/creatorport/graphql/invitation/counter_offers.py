from typing import Annotated

import strawberry

from creatorport.application.use_cases.accept_counter_offer import AcceptCounterOfferCommand
from creatorport.application.use_cases.answer_counter_offer import AnswerCounterOfferCommand
from creatorport.application.use_cases.refuse_counter_offer import RefuseCounterOfferCommand
from creatorport.domain.terms import Offer
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.invitation.inputs import (
    AcceptCounterOfferInput,
    AnswerCounterOfferInput,
    RefuseCounterOfferInput,
)
from creatorport.graphql.invitation.meant import meant, shown
from creatorport.graphql.invitation.types import Invitation
from creatorport.graphql.terms.inputs import offer_of

SHOWN = "The invitation as it stands now, also where the answer was refused with TERMS_CHANGED; null otherwise."


@strawberry.type
class _Shown:
    invitation: Invitation | None = derived(lambda outcome: outcome.shown, SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The invitation with the next terms, or why it is without.")
class AnswerCounterOfferPayload(_Shown):
    pass


@strawberry.type(description="The accepted invitation, or why it is not.")
class AcceptCounterOfferPayload(_Shown):
    pass


@strawberry.type(description="The invitation without the counter-offer, or why it still stands.")
class RefuseCounterOfferPayload(_Shown):
    pass


@strawberry.type
class CounterOfferMutations:
    @mutation("Answer a counter-offer with another version of the terms.", AnswerCounterOfferPayload)
    async def answer_counter_offer(
        self,
        info: Info,
        input: Annotated[AnswerCounterOfferInput, strawberry.argument(description="The next terms.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = AnswerCounterOfferCommand(
            info.context.member,
            meant(input.invitation_id),
            input.terms_number,
            offer_of(input.terms, "terms") or Offer(),
            input.remark,
            idempotency_key=input.idempotency_key,
        )
        return await shown(info, await info.context.use_cases.negotiation.answer_counter(command))

    @mutation(
        "Accept a counter-offer: both sides agree on it, and its fee counts against the budget.",
        AcceptCounterOfferPayload,
    )
    async def accept_counter_offer(
        self,
        info: Info,
        input: Annotated[AcceptCounterOfferInput, strawberry.argument(description="The yes.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = AcceptCounterOfferCommand(
            info.context.member, meant(input.invitation_id), input.terms_number, idempotency_key=input.idempotency_key
        )
        return await shown(info, await info.context.use_cases.negotiation.accept_counter(command))

    @mutation(
        "Refuse a counter-offer: the brand's own last terms stand again, to be taken or left.",
        RefuseCounterOfferPayload,
    )
    async def refuse_counter_offer(
        self,
        info: Info,
        input: Annotated[RefuseCounterOfferInput, strawberry.argument(description="The no.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = RefuseCounterOfferCommand(
            info.context.member, meant(input.invitation_id), input.terms_number, idempotency_key=input.idempotency_key
        )
        return await shown(info, await info.context.use_cases.negotiation.refuse_counter(command))
