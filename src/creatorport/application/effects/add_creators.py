from dataclasses import dataclass

from creatorport.application.effects.added_creators import OVER, concluded, deliver, fail, invitations_of
from creatorport.application.effects.intents import batch_of
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_one import Access, CampaignAtTikTok, CampaignsAtTikTok
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.effect import Effect
from creatorport.domain.errors import TikTokRefused, WrongState
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import InvitationState


@dataclass(frozen=True, slots=True)
class AddCreators:
    """Adding creators to a campaign that TikTok One has."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    campaigns: CampaignsAtTikTok
    personal: bool

    async def call(self, effect: Effect, access: Access) -> CampaignAtTikTok:
        at_tiktok = await self._at_tiktok(effect, unless_ended=True)
        async with self.units() as uow:
            handles = [invitation.handle for invitation in await invitations_of(uow, effect)]
        return await self.campaigns.add_creators(access, at_tiktok.campaign_id, handles, notify=not self.personal)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> CampaignAtTikTok | None:
        at_tiktok = await self._at_tiktok(effect)
        async with self.units() as uow:
            handles = [invitation.handle for invitation in await invitations_of(uow, effect)]
            there_before = await self._there_before(uow, effect)
        seen = await self.campaigns.read(access, at_tiktok.campaign_id)
        # A handle that is there from an earlier invitation proves nothing, as long as there are others in the call.
        # Where there are none, taking it as done risks a missing notice, never two.
        telling = frozenset(handles) - there_before or frozenset(handles)
        return None if seen.handles.isdisjoint(telling) else concluded(seen, handles, patient=patient)

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: CampaignAtTikTok) -> None:
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        seen = campaign.see(outcome.at_tiktok)
        if seen is not campaign:
            await uow.campaigns.save(seen)
        await deliver(
            uow,
            seen,
            await invitations_of(uow, effect),
            outcome.failed_handles,
            personal=self.personal,
            clock=self.clock,
            identities=self.identities,
            batch_id=batch_of(effect),
        )

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        await fail(uow, await invitations_of(uow, effect), reason, self.clock.now())

    async def _there_before(self, uow: UnitOfWork, effect: Effect) -> frozenset[Handle]:
        called = {invitation.id for invitation in await invitations_of(uow, effect)}
        every = await uow.invitations.of_campaign(
            effect.workspace_id, CampaignId(effect.subject), set(InvitationState) - {InvitationState.DRAFT}
        )
        return frozenset(one.handle for one in every if one.id not in called and one.sent_at is not None)

    async def _at_tiktok(self, effect: Effect, *, unless_ended: bool = False) -> AtTikTok:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        if campaign.at_tiktok is None:
            raise WrongState("campaign", campaign.state.value, "add creators")
        if unless_ended and campaign.has_ended:
            raise TikTokRefused("campaigns.add_creators", OVER)
        return campaign.at_tiktok
