"""What an order lacks of its campaign's plan, and intending to tell it."""

from datetime import date

from creatorport.application.effects.intending import Intend
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.orders import OrderAtTikTok, OrderChange
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import EffectKind
from creatorport.domain.money import Money


async def intend_amendment(uow: UnitOfWork, campaign: Campaign, clock: Clock, identities: Identities) -> None:
    """Intend to bring a campaign's order up to its plan, where it has one."""
    if campaign.order_id is None:
        return
    await Intend(clock, identities)(
        uow,
        campaign.workspace_id,
        EffectKind.AMEND_ORDER,
        subject=campaign.id,
        reference=campaign.order_id,
        request={},
    )


def ordered_of(campaign: Campaign) -> tuple[Money | None, date | None]:
    """Return what an order is told of the plan: its budget, and its last day."""
    line = campaign.plan.timeline
    return campaign.plan.budget, None if line is None else line.ends_on


def differs(campaign: Campaign, order: OrderAtTikTok) -> bool:
    """Whether an order has another budget or last day than the plan. It keeps its budget where the plan has none."""
    change = change_to(campaign, order.order_id, order)
    return change.budget is not None or change.ends_on is not None


def change_to(campaign: Campaign, order_id: str, order: OrderAtTikTok | None) -> OrderChange:
    """Return what an order lacks of the plan: all of it, where TikTok does not show the order."""
    budget, ends_on = ordered_of(campaign)
    if order is None:
        return OrderChange(order_id, ends_on, budget=budget)
    return OrderChange(
        order_id, None if ends_on == order.ends_on else ends_on, budget=None if budget == order.budget else budget
    )
