from dataclasses import dataclass

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.policy import Action, authorize
from creatorport.domain.ids import InvitationId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class AcceptCounterOfferCommand:
    member: Member
    invitation_id: InvitationId
    terms_number: int
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class AcceptCounterOffer:
    """The brand's yes to a creator's counter-offer: both agree on it. A repeat changes nothing.

    Raises NotAllowed, NotFound, WrongState, InvitationExpired, CampaignOver, BudgetExceeded, IdempotencyConflict;
    TermsChanged comes with the invitation.
    """

    answering: Answering

    async def __call__(self, command: AcceptCounterOfferCommand) -> Answered:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        return await self.answering(
            command, lambda invitation, now: invitation.accept_counter(command.terms_number, now), "accepted"
        )
