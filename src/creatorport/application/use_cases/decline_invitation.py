from dataclasses import dataclass

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.effects.intents import intend_cancellation
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import InvitationId
from creatorport.domain.invitation import ANSWER_MAX, Invitation
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

    Where the assumed contract is spoken (`personal`), the personal message is cancelled at TikTok, which has not heard.
    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """

    answering: Answering
    identities: Identities
    personal: bool

    async def __call__(self, command: DeclineInvitationCommand) -> Answered:
        authorize(command.member, Action.ANSWER_INVITATIONS)
        message = maybe_text(command.message, "message", ANSWER_MAX)
        return await self.answering(
            command, lambda invitation, now: invitation.decline(now, answer=message), "declined", then=self._cancel
        )

    async def _cancel(self, uow: UnitOfWork, campaign: Campaign, declined: Invitation) -> None:
        if self.personal and declined.tiktok_id is not None:
            clock, tiktok_id = self.answering.clock, declined.tiktok_id
            await intend_cancellation(uow, campaign, declined, tiktok_id, clock, self.identities)
