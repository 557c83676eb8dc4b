"""What the answers to invitations take."""

from datetime import datetime

import strawberry

from creatorport.domain.invitation import ANSWER_MAX, LONGEST_LIFE
from creatorport.domain.terms import REMARK_MAX
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.terms.inputs import TermsInput

RECEIVED = "The invitation, as `myInvitations` shows it."
INVITATION = "The invitation."
NUMBER = "The number of the terms that are meant; refused with TERMS_CHANGED where others stand."
MESSAGE = f"What you write along with it, up to {ANSWER_MAX} characters."
REMARK = f"What is written along with the terms, up to {REMARK_MAX} characters."


@strawberry.input
class InvitationStep:
    """Which invitation is meant, by the brand."""

    invitation_id: strawberry.ID = strawberry.field(description=INVITATION)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input
class CounterOfferStep:
    """Which terms of which invitation the brand means."""

    invitation_id: strawberry.ID = strawberry.field(description=INVITATION)
    terms_number: int = strawberry.field(description=NUMBER)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A yes.")
class AcceptInvitationInput:
    invitation_id: strawberry.ID = strawberry.field(description=RECEIVED)
    terms_number: int = strawberry.field(description=NUMBER)
    message: str | None = strawberry.field(default=None, description=MESSAGE)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A no.")
class DeclineInvitationInput:
    invitation_id: strawberry.ID = strawberry.field(description=RECEIVED)
    message: str | None = strawberry.field(default=None, description=MESSAGE)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="Other terms, from the creator.")
class CounterInvitationInput:
    invitation_id: strawberry.ID = strawberry.field(description=RECEIVED)
    terms_number: int = strawberry.field(description=NUMBER)
    terms: TermsInput = strawberry.field(description="What you propose instead: the whole of it.")
    remark: str = strawberry.field(default="", description=REMARK)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="Other terms, from the brand.")
class AnswerCounterOfferInput:
    invitation_id: strawberry.ID = strawberry.field(description=INVITATION)
    terms_number: int = strawberry.field(description=NUMBER)
    terms: TermsInput = strawberry.field(description="What is proposed instead: the whole of it.")
    remark: str = strawberry.field(default="", description=REMARK)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The brand's yes to a counter-offer.")
class AcceptCounterOfferInput(CounterOfferStep):
    pass


@strawberry.input(description="The brand's no to a counter-offer.")
class RefuseCounterOfferInput(CounterOfferStep):
    pass


@strawberry.input(description="The invitation to take back.")
class WithdrawInvitationInput(InvitationStep):
    pass


@strawberry.input(description="The invitation to remind of.")
class RemindInvitationInput(InvitationStep):
    pass


@strawberry.input(description="The invitation that is to last longer.")
class ExtendInvitationInput:
    invitation_id: strawberry.ID = strawberry.field(description=INVITATION)
    until: datetime = strawberry.field(
        description=f"Its new end: later than the present one, at most {LONGEST_LIFE.days} days away."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The invitation to hand over by a link.")
class CreateJoinLinkInput(InvitationStep):
    pass
