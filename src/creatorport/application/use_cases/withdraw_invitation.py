from dataclasses import dataclass

from creatorport.application.answer_step import Answered, Answering
from creatorport.application.effects.intents import intend_cancellation
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import InvitationId
from creatorport.domain.invitation import Invitation
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class WithdrawInvitationCommand:
    member: Member
    invitation_id: InvitationId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawInvitation:
    """Take an invitation back before it is answered. A repeat changes nothing.

    At TikTok One nobody can be taken out of a campaign. Where the assumed contract is spoken (`personal`), the personal
    message is cancelled there. Raises NotAllowed, NotFound, WrongState, IdempotencyConflict.
    """

    answering: Answering
    identities: Identities
    personal: bool

    async def __call__(self, command: WithdrawInvitationCommand) -> Answered:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        return await self.answering(
            command, lambda invitation, now: invitation.withdraw(now), "withdrawn", then=self._cancel
        )

    async def _cancel(self, uow: UnitOfWork, campaign: Campaign, withdrawn: Invitation) -> None:
        if self.personal and withdrawn.tiktok_id is not None:
            clock, tiktok_id = self.answering.clock, withdrawn.tiktok_id
            await intend_cancellation(uow, campaign, withdrawn, tiktok_id, clock, self.identities)
