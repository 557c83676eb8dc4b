from dataclasses import dataclass

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.policy import Action, authorize
from creatorport.domain.ids import InvitationId
from creatorport.domain.terms import REMARK_MAX, Offer
from creatorport.domain.texts import text_or_empty
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class AnswerCounterOfferCommand:
    member: Member
    invitation_id: InvitationId
    terms_number: int
    offer: Offer
    remark: str = ""
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerCounterOffer:
    """The brand's next terms, in answer to a counter-offer.

    Raises NotAllowed, NotFound, WrongState, InvitationExpired, CampaignOver, CurrencyMismatch, InvalidValue,
    IdempotencyConflict; TermsChanged comes with the invitation.
    """

    answering: Answering

    async def __call__(self, command: AnswerCounterOfferCommand) -> Answered:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        remark = text_or_empty(command.remark, "remark", REMARK_MAX, lines=True)
        return await self.answering(
            command,
            lambda invitation, now: invitation.answer_counter(command.offer, command.terms_number, now, remark=remark),
            "answered",
            fee=command.offer.fee,
        )
