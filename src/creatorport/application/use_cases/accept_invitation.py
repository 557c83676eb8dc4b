from dataclasses import dataclass

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.policy import Action, authorize
from creatorport.domain.ids import InvitationId
from creatorport.domain.invitation import ANSWER_MAX
from creatorport.domain.texts import maybe_text
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class AcceptInvitationCommand:
    member: Member
    invitation_id: InvitationId
    terms_number: int
    message: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """A creator's yes to the version of the terms that they saw. A repeat changes nothing.

    Raises NotAllowed, NotFound, WrongState, InvitationExpired, CampaignOver, BudgetExceeded, InvalidValue,
    IdempotencyConflict; TermsChanged comes with the invitation.
    """

    answering: Answering

    async def __call__(self, command: AcceptInvitationCommand) -> Answered:
        authorize(command.member, Action.ANSWER_INVITATIONS)
        message = maybe_text(command.message, "message", ANSWER_MAX)
        return await self.answering(
            command,
            lambda invitation, now: invitation.accept_terms(command.terms_number, now, answer=message),
            "accepted",
        )
