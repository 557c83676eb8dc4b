from dataclasses import dataclass

from creatorport.application.consent import BeginConsent, ConnectStarted, Wish
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.token_hash import token_hash
from creatorport.domain.connect_invite import ConnectInvite


@dataclass(frozen=True, slots=True)
class FollowInvite:
    """What whoever holds a link may do. Raises InviteUnknown, InviteUsed, InviteRevoked, InviteExpired."""

    units: UnitsOfWork
    clock: Clock
    begin: BeginConsent

    async def look(self, token: str) -> ConnectInvite:
        """Return an invite that can be used. Changes nothing: links are opened by previews, too."""
        async with self.units() as uow:
            invite = await uow.connect_invites.lock(token_hash(token))
        invite.check(self.clock.now())
        return invite

    async def start(self, token: str) -> ConnectStarted:
        """Begin the consent. The link is spent when an account is connected, so cancelling does not cost it."""
        async with self.units() as uow:
            invite = await uow.connect_invites.lock(token_hash(token))
            invite.check(self.clock.now())
            # Whoever opens a link may be signed in to TikTok as somebody else: the page is always shown.
            wish = Wish(invite.workspace_id, invite.invited, invite.expected, invite_id=invite.id, always_ask=True)
            started = await self.begin(uow, wish)
            await uow.commit()
        return started
