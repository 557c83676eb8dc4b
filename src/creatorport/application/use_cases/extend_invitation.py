from dataclasses import dataclass
from datetime import datetime

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.policy import Action, authorize
from creatorport.domain.ids import InvitationId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ExtendInvitationCommand:
    member: Member
    invitation_id: InvitationId
    until: datetime
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class ExtendInvitation:
    """Let an open invitation last longer.

    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """

    answering: Answering

    async def __call__(self, command: ExtendInvitationCommand) -> Answered:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        return await self.answering(command, lambda invitation, now: invitation.extend(command.until, now), "extended")
