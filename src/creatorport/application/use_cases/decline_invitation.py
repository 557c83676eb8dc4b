from dataclasses import dataclass

from creatorport.application.answering import Answered, Answering
from creatorport.application.policy import Action, authorize
from creatorport.domain.ids import InvitationId
from creatorport.domain.invitation import ANSWER_MAX
from creatorport.domain.texts import maybe_text
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DeclineInvitationCommand:
    member: Member
    invitation_id: InvitationId
    message: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class DeclineInvitation:
    """A creator's no. A repeat changes nothing.

    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """

    answering: Answering

    async def __call__(self, command: DeclineInvitationCommand) -> Answered:
        authorize(command.member, Action.ANSWER_INVITATIONS)
        message = maybe_text(command.message, "message", ANSWER_MAX)
        return await self.answering(
            command, lambda invitation, now: invitation.decline(now, answer=message), "declined"
        )
