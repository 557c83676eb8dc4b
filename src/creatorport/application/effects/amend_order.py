"""Telling a campaign's order of another budget or last day, where the ASSUMED contract is on."""

from dataclasses import dataclass
from datetime import date

from creatorport.application.activities import record
from creatorport.application.effects.amending import change_to, differs, intend_amendment, ordered_of
from creatorport.application.effects.looking_before import only_looking
from creatorport.application.effects.orders import intend_end, order_of
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.orders import OrderAtTikTok, Orders
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.activity import GATEWAY, ActivityKind
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import Effect
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.ids import CampaignId
from creatorport.domain.money import Money


@dataclass(frozen=True, slots=True)
class Amended:
    """How the order stands; `sent` is whether a change of ours may have reached it, `told` what the plan said then."""

    order: OrderAtTikTok
    sent: bool
    told: tuple[Money | None, date | None]


@dataclass(frozen=True, slots=True)
class AmendOrder:
    """Bringing an order up to the plan as it is when the call is made: to say it twice is to say it once.

    It is looked up by what the plan says then, too. Where the plan was changed again on the way, it is told again: two
    calls may reach TikTok in the other order. An order that has ended is left alone, and so is that of a campaign that
    has; where a change may have come in after the order was ended, it is ended again.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    orders: Orders

    async def call(self, effect: Effect, access: Access) -> Amended:
        campaign = await self._campaign(effect)
        told = ordered_of(campaign)
        with only_looking():
            order = await order_of(self.orders, access, campaign, effect.reference)
        if order is not None and _is_settled(campaign, order):
            return Amended(order, sent=False, told=told)
        try:
            change = change_to(campaign, effect.reference, order)
            return Amended(await self.orders.change(access, change), sent=True, told=told)
        except TikTokRefused:
            with only_looking():
                order = await order_of(self.orders, access, campaign, effect.reference)
            if order is None or not (order.is_cancelled or order.is_over):
                raise
            return Amended(order, sent=False, told=told)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> Amended | None:  # noqa: ARG002  an order is there as a whole or not
        campaign = await self._campaign(effect)
        order = await order_of(self.orders, access, campaign, effect.reference)
        if order is None or not _is_settled(campaign, order):
            return None
        return Amended(order, sent=True, told=ordered_of(campaign))

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: Amended) -> None:
        now, order = self.clock.now(), outcome.order
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        if campaign.has_ended:
            if outcome.sent:
                await intend_end(uow, campaign, now, self.clock, self.identities)
            return
        closed = order.is_cancelled or order.is_over
        if closed and differs(campaign, order):
            await record(uow, campaign, GATEWAY, ActivityKind.ORDER, "refused", now, order=order.order_id)
        elif outcome.sent:
            budget, ends_on = str(order.budget), order.ends_on.isoformat()
            await record(
                uow,
                campaign,
                GATEWAY,
                ActivityKind.ORDER,
                "changed",
                now,
                order=order.order_id,
                budget=budget,
                ends_on=ends_on,
            )
            if outcome.told != ordered_of(campaign):
                await intend_amendment(uow, campaign, self.clock, self.identities)

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:  # noqa: ARG002  TikTok's words stand with the effect
        campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        await record(uow, campaign, GATEWAY, ActivityKind.ORDER, "refused", self.clock.now(), order=effect.reference)

    async def _campaign(self, effect: Effect) -> Campaign:
        async with self.units() as uow:
            return await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))


def _is_settled(campaign: Campaign, order: OrderAtTikTok) -> bool:
    return campaign.has_ended or order.is_cancelled or order.is_over or not differs(campaign, order)
