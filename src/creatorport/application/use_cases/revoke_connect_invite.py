from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import ConnectInviteId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RevokeConnectInviteCommand:
    member: Member
    invite_id: ConnectInviteId


@dataclass(frozen=True, slots=True)
class RevokeConnectInvite:
    """Take a link back; a sign-in that it began fails at its end. Raises NotAllowed, NotFound."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: RevokeConnectInviteCommand) -> None:
        authorize(command.member, Action.INVITE_TO_CONNECT)
        async with self.units() as uow:
            invite = await uow.connect_invites.lock_by_id(command.member.workspace_id, command.invite_id)
            await uow.connect_invites.save(invite.revoke(self.clock.now()))
            await uow.commit()
