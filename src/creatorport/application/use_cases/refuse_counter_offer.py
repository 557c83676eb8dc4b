from dataclasses import dataclass

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.policy import Action, authorize
from creatorport.domain.ids import InvitationId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RefuseCounterOfferCommand:
    member: Member
    invitation_id: InvitationId
    terms_number: int
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RefuseCounterOffer:
    """The brand's no to a creator's counter-offer: its own terms stand again, to be taken or left.

    Raises NotAllowed, NotFound, WrongState, InvitationExpired, IdempotencyConflict; TermsChanged comes with the
    invitation.
    """

    answering: Answering

    async def __call__(self, command: RefuseCounterOfferCommand) -> Answered:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        return await self.answering(
            command, lambda invitation, now: invitation.refuse_counter(command.terms_number, now), "refused"
        )
