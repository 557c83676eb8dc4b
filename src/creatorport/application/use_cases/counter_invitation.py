from dataclasses import dataclass

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.policy import Action, authorize
from creatorport.domain.ids import InvitationId
from creatorport.domain.terms import REMARK_MAX, Offer
from creatorport.domain.texts import text_or_empty
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CounterInvitationCommand:
    member: Member
    invitation_id: InvitationId
    terms_number: int
    offer: Offer
    remark: str = ""
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class CounterInvitation:
    """A creator's other terms, in place of those that they saw.

    Raises NotAllowed, NotFound, WrongState, InvitationExpired, CampaignOver, CurrencyMismatch, InvalidValue,
    IdempotencyConflict; TermsChanged comes with the invitation.
    """

    answering: Answering

    async def __call__(self, command: CounterInvitationCommand) -> Answered:
        authorize(command.member, Action.ANSWER_INVITATIONS)
        remark = text_or_empty(command.remark, "remark", REMARK_MAX, lines=True)
        return await self.answering(
            command,
            lambda invitation, now: invitation.counter(command.offer, command.terms_number, now, remark=remark),
            "countered",
            fee=command.offer.fee,
        )
