from dataclasses import dataclass

from creatorport.application.agreements import check_running
from creatorport.application.answer_step import actor, entry, locked
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.token_hash import token_hash
from creatorport.domain.errors import AlreadyInvited
from creatorport.domain.ids import InvitationId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class HandOverInvitationCommand:
    member: Member
    invitation_id: InvitationId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The link, which is told this once, and to repeats under its key."""

    invitation_id: InvitationId
    url: str


@dataclass(frozen=True, slots=True)
class HandOverInvitation:
    """Make a link to an invitation, to be sent to its creator. A link that was made before no longer works.

    What TikTok would not deliver lives again by it. Under an idempotency key its token is kept, sealed, for as long as
    the key is known. Raises NotAllowed, NotFound, WrongState, CampaignOver, AlreadyInvited, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    public_url: str

    async def __call__(self, command: HandOverInvitationCommand) -> HandedOver:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        now, token = self.clock.now(), Secret(self.identities.unguessable())
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return self._told(command, await once.earlier_secret())
            campaign, invitation = await locked(uow, command.member, command.invitation_id)
            handed = invitation.hand_over(token_hash(token.reveal()), now)
            check_running(campaign, now)
            other = await uow.invitations.find_live(campaign.workspace_id, campaign.id, invitation.handle)
            if other is not None and other.id != invitation.id:
                raise AlreadyInvited(invitation.handle.text)
            await uow.invitations.save(handed)
            await uow.activities.record([entry(handed, actor(command.member, handed), "handed over", now)])
            await once.keep(invitation.id, token)
            await uow.commit()
        return self._told(command, token)

    def _told(self, command: HandOverInvitationCommand, token: Secret) -> HandedOver:
        return HandedOver(command.invitation_id, f"{self.public_url}/join/{token.reveal()}")
