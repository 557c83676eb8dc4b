from dataclasses import dataclass

from creatorport.application.agreements import check_running
from creatorport.application.consent import BeginConsent, ConnectStarted, Wish
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.token_hash import token_hash
from creatorport.domain.campaign import Campaign
from creatorport.domain.errors import CampaignOver, JoinLinkUnknown
from creatorport.domain.invitation import Invitation
from creatorport.domain.workspace import joined_as


@dataclass(frozen=True, slots=True)
class Linked:
    """What whoever holds a link may know. `is_open`: whether an answer is waited for."""

    campaign: Campaign
    invitation: Invitation
    is_open: bool


@dataclass(frozen=True, slots=True)
class FollowJoinLink:
    """What whoever holds a join link may do. Raises JoinLinkUnknown, also where nothing is to be seen any more."""

    units: UnitsOfWork
    clock: Clock
    begin: BeginConsent

    async def look(self, token: str) -> Linked:
        """Return the invitation behind a link. Changes nothing: links are opened by previews, too."""
        async with self.units() as uow:
            return await self._find(uow, token)

    async def start(self, token: str) -> ConnectStarted:
        """Begin the consent by which the creator's account is connected here. Only they can finish it.

        The account will belong to nobody who has a login, until its creator signs in with one and takes it over.
        """
        async with self.units() as uow:
            linked = await self._find(uow, token)
            if not linked.is_open:
                raise JoinLinkUnknown
            invitation = linked.invitation
            owner = joined_as(invitation.handle)
            wish = Wish(invitation.workspace_id, owner, invitation.handle.text, always_ask=True)
            started = await self.begin(uow, wish)
            await uow.commit()
        return started

    async def _find(self, uow: UnitOfWork, token: str) -> Linked:
        invitation = await uow.invitations.find_by_join_token(token_hash(token))
        if invitation is None or not invitation.is_live:
            raise JoinLinkUnknown
        campaign = await uow.campaigns.load(invitation.workspace_id, invitation.campaign_id)
        return Linked(campaign, invitation, self._is_open(campaign, invitation))

    def _is_open(self, campaign: Campaign, invitation: Invitation) -> bool:
        now = self.clock.now()
        try:
            check_running(campaign, now)
        except CampaignOver:
            return False
        return invitation.is_open and (invitation.expires_at is None or now < invitation.expires_at)
