from dataclasses import dataclass

from creatorport.application.effects.batches import concluded, deliver, invitations_of
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_one import Access, CampaignAtTikTok, CampaignsAtTikTok
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.effect import Effect
from creatorport.domain.errors import WrongState
from creatorport.domain.ids import CampaignId


@dataclass(frozen=True, slots=True)
class AddCreators:
    """Adding creators to a campaign that TikTok One has."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    campaigns: CampaignsAtTikTok
    personal: bool

    async def call(self, effect: Effect, access: Access) -> CampaignAtTikTok:
        at_tiktok = await self._at_tiktok(effect)
        async with self.units() as uow:
            handles = [invitation.handle for invitation in await invitations_of(uow, effect)]
        return await self.campaigns.add_creators(access, at_tiktok.campaign_id, handles, notify=not self.personal)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> CampaignAtTikTok | None:
        at_tiktok = await self._at_tiktok(effect)
        async with self.units() as uow:
            handles = [invitation.handle for invitation in await invitations_of(uow, effect)]
        seen = await self.campaigns.read(access, at_tiktok.campaign_id)
        # A handle can be there from an earlier invitation. Taking that as done risks a missing notice, never two.
        return None if seen.handles.isdisjoint(handles) else concluded(seen, handles, patient=patient)

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: CampaignAtTikTok) -> None:
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        await deliver(
            uow,
            campaign,
            await invitations_of(uow, effect),
            outcome.failed_handles,
            personal=self.personal,
            clock=self.clock,
            identities=self.identities,
        )

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        for invitation in await invitations_of(uow, effect):
            await uow.invitations.save(invitation.fail(reason, self.clock.now()))

    async def _at_tiktok(self, effect: Effect) -> AtTikTok:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        if campaign.at_tiktok is None:
            raise WrongState("campaign", campaign.state.value, "add creators")
        return campaign.at_tiktok
