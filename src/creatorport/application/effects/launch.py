from dataclasses import dataclass

from creatorport.application.activities import record
from creatorport.application.effects.added_creators import concluded, deliver, fail, invitations_of
from creatorport.application.effects.intents import intend_additions
from creatorport.application.effects.orders import intend_order
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.tiktok_one import Access, CampaignAtTikTok, CampaignsAtTikTok, NewCampaign
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.activity import TIKTOK, ActivityKind
from creatorport.domain.effect import Effect
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import InvitationState


@dataclass(frozen=True, slots=True)
class Launch:
    """Creating a campaign at TikTok One together with its first creators.

    With personal messages, that is with the ASSUMED contract, TikTok's own notice stays off, so that nobody is
    addressed twice, and an order follows where the plan has what one takes.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    campaigns: CampaignsAtTikTok
    personal: bool

    async def call(self, effect: Effect, access: Access) -> CampaignAtTikTok:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
            handles = tuple(invitation.handle for invitation in await invitations_of(uow, effect))
        new = NewCampaign(
            effect.reference,
            campaign.brand_name,
            campaign.brief,
            handles,
            notify=not self.personal,
            anchor_id=campaign.link.anchor_id if campaign.link else None,
        )
        return await self.campaigns.create(access, new)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> CampaignAtTikTok | None:
        async with self.units() as uow:
            handles = [invitation.handle for invitation in await invitations_of(uow, effect)]
        found = await self.campaigns.find_by_name(access, effect.reference)
        return None if found is None else concluded(found, handles, patient=patient)

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: CampaignAtTikTok) -> None:
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        now = self.clock.now()
        active = campaign.confirm(outcome.at_tiktok, now)
        await uow.campaigns.save(active)
        await record(uow, active, TIKTOK, ActivityKind.CAMPAIGN, "confirmed", now)
        await deliver(
            uow,
            active,
            await invitations_of(uow, effect),
            outcome.failed_handles,
            personal=self.personal,
            clock=self.clock,
            identities=self.identities,
        )
        waiting = await uow.invitations.of_campaign(active.workspace_id, active.id, {InvitationState.DRAFT})
        more = [invitation.send(self.clock.now()) for invitation in waiting]
        await uow.invitations.save_all(more)
        await intend_additions(uow, active, more, self.clock, self.identities)
        if self.personal:
            taken = [one for one in await invitations_of(uow, effect) if one.handle not in outcome.failed_handles]
            await intend_order(uow, active, taken, self.clock, self.identities)
        await uow.jobs.defer(CaptureCampaign(active.workspace_id, active.id))

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        now = self.clock.now()
        await uow.campaigns.save(campaign.reject(reason, now))
        await record(uow, campaign, TIKTOK, ActivityKind.CAMPAIGN, "rejected", now)
        await fail(uow, await invitations_of(uow, effect), reason, now)
