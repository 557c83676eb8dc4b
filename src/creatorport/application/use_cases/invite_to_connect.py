from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.token_hash import token_hash
from creatorport.domain.connect_invite import ConnectInvite
from creatorport.domain.handle import Handle
from creatorport.domain.ids import ConnectInviteId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member, member_id


@dataclass(frozen=True, slots=True)
class InviteToConnectCommand:
    """`name` is who the account will belong to; `life` is how long the link works."""

    member: Member
    name: str
    expected_handle: str | None
    life: timedelta
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class InviteMade:
    """The link, which is told this once, and to repeats under its key."""

    id: ConnectInviteId
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InviteToConnect:
    """Make a link for a creator without a login here. Raises NotAllowed, InvalidValue, IdempotencyConflict.

    Here the link's token is hashed; under an idempotency key it is also kept, sealed, for as long as the key is known.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    public_url: str

    async def __call__(self, command: InviteToConnectCommand) -> InviteMade:
        authorize(command.member, Action.INVITE_TO_CONNECT)
        now, token = self.clock.now(), Secret(self.identities.unguessable())
        invite = ConnectInvite(
            ConnectInviteId(self.identities.new()),
            command.member.workspace_id,
            token_hash(token.reveal()),
            member_id(command.name, "name"),
            None if command.expected_handle is None else Handle.of(command.expected_handle, "expectedHandle").text,
            command.member.id,
            now,
            now + command.life,
        )
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                known = await uow.connect_invites.lock_by_id(invite.workspace_id, ConnectInviteId(earlier))
                return self._told(known, await once.earlier_secret())
            await uow.connect_invites.add(invite)
            await once.keep(invite.id, token)
            await uow.commit()
        return self._told(invite, token)

    def _told(self, invite: ConnectInvite, token: Secret) -> InviteMade:
        return InviteMade(invite.id, f"{self.public_url}/connect/{token.reveal()}", invite.expires_at)
