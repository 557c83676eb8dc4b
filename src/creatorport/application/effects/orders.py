"""Orders at TikTok, where the ASSUMED contract is on: placed once a campaign runs, ended when it ends.

Between the two they follow the plan: see `amend_order`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from creatorport.application.activities import record
from creatorport.application.effects.added_creators import invitations_of
from creatorport.application.effects.amending import differs, intend_amendment
from creatorport.application.effects.intending import Intend
from creatorport.application.effects.intents import CREATORS_PER_CALL
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.orders import NewOrder, OrderAtTikTok, OrderChange, OrderedCreator, Orders
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.activity import GATEWAY, ActivityKind
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.errors import TikTokRefused, WrongState
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.terms import AskedDeliverable

LACKING = "The plan no longer has the budget, the days and the collaboration that an order needs."

_COUNT_MAX = 10


async def intend_order(
    uow: UnitOfWork, campaign: Campaign, first: Sequence[Invitation], clock: Clock, identities: Identities
) -> None:
    """Intend to place an order with the first creators. Without budget, days and collaboration there is none."""
    plan = campaign.plan
    if plan.budget is None or plan.timeline is None or plan.collaboration is None or not first:
        return
    await Intend(clock, identities)(
        uow,
        campaign.workspace_id,
        EffectKind.PLACE_ORDER,
        subject=campaign.id,
        reference=campaign.id,
        request={"invitation_ids": [invitation.id for invitation in first[:CREATORS_PER_CALL]]},
    )


async def intend_end(uow: UnitOfWork, campaign: Campaign, now: datetime, clock: Clock, identities: Identities) -> None:
    """Intend to end the order of a campaign that has ended, where it has one: over today; or cancelled, where the
    campaign was, or where its order had not begun, so that no day could be named that TikTok would take as its last.
    """
    if campaign.order_id is None:
        return
    line = campaign.plan.timeline
    today = now.astimezone(ZoneInfo(line.zone if line else "UTC")).date()
    cancel = campaign.state is not CampaignState.COMPLETED or (line is not None and today < line.starts_on)
    await Intend(clock, identities)(
        uow,
        campaign.workspace_id,
        EffectKind.CHANGE_ORDER,
        subject=campaign.id,
        reference=campaign.order_id,
        request={"cancel": cancel, "ends_on": None if cancel else today.isoformat()},
    )


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Placing a campaign's order. Found again by our reference, and the same reference gives the same order."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    orders: Orders

    async def call(self, effect: Effect, access: Access) -> OrderAtTikTok:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
            invited = await invitations_of(uow, effect)
        return await self.orders.place(access, _order(campaign, effect.reference, invited))

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> OrderAtTikTok | None:  # noqa: ARG002  an order is there as a whole or not
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        found = await self.orders.of_campaign(access, _tiktok_id(campaign))
        return next((one for one in found if one.reference == effect.reference), None)

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: OrderAtTikTok) -> None:
        now = self.clock.now()
        campaign = await uow.campaigns.lock(effect.workspace_id, CampaignId(effect.subject))
        ordered = campaign.ordered(outcome.order_id)
        await uow.campaigns.save(ordered)
        await record(uow, ordered, GATEWAY, ActivityKind.ORDER, "placed", now, order=outcome.order_id)
        if ordered.has_ended:
            await intend_end(uow, ordered, now, self.clock, self.identities)
        elif differs(ordered, outcome):
            # The plan was changed on the way: nobody could tell an order that was not there yet.
            await intend_amendment(uow, ordered, self.clock, self.identities)

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:  # noqa: ARG002  TikTok's words stand with the effect
        campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        await record(uow, campaign, GATEWAY, ActivityKind.ORDER, "refused", self.clock.now())


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """Ending a campaign's order. It is looked up by what it has become; one that is over by itself needs no ending."""

    units: UnitsOfWork
    clock: Clock
    orders: Orders

    async def call(self, effect: Effect, access: Access) -> OrderAtTikTok:
        ends_on, cancel = _wanted(effect)
        order = await self._shown(effect, access) if ends_on is not None else None
        if order is not None and ends_on is not None and (order.is_cancelled or order.ends_on <= ends_on):
            return order  # it is over by itself: to name a day could only make it longer
        try:
            return await self.orders.change(access, OrderChange(effect.reference, ends_on, cancel))
        except TikTokRefused:
            order = await self._shown(effect, access)
            if order is None or not (order.is_cancelled or order.is_over):
                raise
            return order

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> OrderAtTikTok | None:  # noqa: ARG002  an order is there as a whole or not
        ends_on, cancel = _wanted(effect)
        order = await self._shown(effect, access)
        if order is None or order.is_cancelled or order.is_over:
            return order
        return order if not cancel and order.ends_on == ends_on else None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: OrderAtTikTok) -> None:
        campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        verb = "cancelled" if outcome.is_cancelled else "ended"
        await record(uow, campaign, GATEWAY, ActivityKind.ORDER, verb, self.clock.now(), order=outcome.order_id)

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:  # noqa: ARG002  TikTok's words stand with the effect
        campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        await record(uow, campaign, GATEWAY, ActivityKind.ORDER, "refused", self.clock.now(), order=effect.reference)

    async def _shown(self, effect: Effect, access: Access) -> OrderAtTikTok | None:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(effect.subject))
        return await order_of(self.orders, access, campaign, effect.reference)


async def order_of(orders: Orders, access: Access, campaign: Campaign, order_id: str) -> OrderAtTikTok | None:
    """Return a campaign's order as TikTok shows it, by its id."""
    found = await orders.of_campaign(access, _tiktok_id(campaign))
    return next((one for one in found if one.order_id == order_id), None)


def _order(campaign: Campaign, reference: str, invited: Sequence[Invitation]) -> NewOrder:
    plan = campaign.plan
    if plan.budget is None or plan.timeline is None or plan.collaboration is None:
        raise TikTokRefused("orders.place", LACKING)  # the plan was changed meanwhile: trying again mends nothing
    taken = [one for one in invited if one.state is not InvitationState.UNDELIVERABLE]
    line = plan.timeline
    creators = tuple(_ordered(one, ZoneInfo(line.zone)) for one in taken)
    return NewOrder(
        _tiktok_id(campaign),
        reference,
        plan.budget,
        line.starts_on,
        line.ends_on,
        plan.collaboration,
        plan.products,
        creators,
    )


def _ordered(invitation: Invitation, zone: ZoneInfo) -> OrderedCreator:
    terms = invitation.agreed_terms or invitation.brand_terms
    asked = sum(one.count for one in terms.deliverables)
    yes_at = invitation.answered_at if invitation.agreed_terms else None
    accepted_on = None if yes_at is None else yes_at.astimezone(zone).date()
    count = min(max(asked, 1), _COUNT_MAX)
    return OrderedCreator(invitation.handle, terms.fee, count, _last_day(terms.deliverables, accepted_on))


def _last_day(asked: Sequence[AskedDeliverable], accepted_on: date | None) -> date | None:
    """Return the day by which everything is due that is ever due; None while days count from a yes that is to come."""
    if accepted_on is None and any(one.due_after_days is not None for one in asked):
        return None
    days = (one.due_on if accepted_on is None else one.due_day(accepted_on) for one in asked)
    return max((day for day in days if day is not None), default=None)


def _wanted(effect: Effect) -> tuple[date | None, bool]:
    ends_on = effect.request["ends_on"]
    return None if ends_on is None else date.fromisoformat(str(ends_on)), bool(effect.request["cancel"])


def _tiktok_id(campaign: Campaign) -> str:
    if campaign.at_tiktok is None:
        raise WrongState("campaign", campaign.state.value, "order")
    return campaign.at_tiktok.campaign_id
