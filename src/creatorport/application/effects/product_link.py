"""Linking a campaign's product: the link is created first, and the launch, which names it, follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.activities import record
from creatorport.application.effects.added_creators import invitations_of
from creatorport.application.effects.intending import Intend
from creatorport.application.effects.intents import intend_launch
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.product_links import NAME_MAX, NewLink, ProductLinks
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.activity import GATEWAY, ActivityKind
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.errors import WrongState
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import Invitation
from creatorport.domain.product import Product
from creatorport.domain.product_link import ProductLink


async def intend_start(
    uow: UnitOfWork, campaign: Campaign, first: Sequence[Invitation], clock: Clock, identities: Identities
) -> None:
    """Intend to launch a campaign with its first creators; where a product is to be linked, to link it before."""
    product = campaign.plan.linked
    if campaign.plan.placement is None or product is None:
        await intend_launch(uow, campaign, first, clock, identities)
        return
    await Intend(clock, identities)(
        uow,
        campaign.workspace_id,
        EffectKind.CREATE_LINK,
        subject=campaign.id,
        reference=_name(campaign, product),
        request={"invitation_ids": [invitation.id for invitation in first]},
    )


@dataclass(frozen=True, slots=True)
class CreateLink:
    """Creating the link to a campaign's product, found again by its name. Without it, the campaign is launched too."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    links: ProductLinks

    async def call(self, effect: Effect, access: Access) -> ProductLink:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        product, placement = campaign.plan.linked, campaign.plan.placement
        if product is None or product.url is None or placement is None:
            raise WrongState("campaign", campaign.state.value, "link no product")
        return await self.links.create(access, NewLink(effect.reference, product.url, placement))

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> ProductLink | None:  # noqa: ARG002  a link is there as a whole or not
        return await self.links.find_by_name(access, effect.reference)

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: ProductLink) -> None:
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        linked = campaign.see_link(outcome)
        await uow.campaigns.save(linked)
        await record(uow, linked, GATEWAY, ActivityKind.PLAN, "linked", self.clock.now(), anchor=outcome.anchor_id)
        await self._launch(uow, effect, linked)

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:  # noqa: ARG002  TikTok's words stand with the effect
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        await record(uow, campaign, GATEWAY, ActivityKind.PLAN, "link refused", self.clock.now())
        await self._launch(uow, effect, campaign)

    async def _launch(self, uow: UnitOfWork, effect: Effect, campaign: Campaign) -> None:
        await intend_launch(uow, campaign, await invitations_of(uow, effect), self.clock, self.identities)


def _name(campaign: Campaign, product: Product) -> str:
    """Return the name of the link at TikTok: the product's, as far as there is room, and our reference."""
    ours = f" [cp-{campaign.id.replace('-', '')[-12:]}]"
    return product.name[: NAME_MAX - len(ours)].rstrip() + ours
