"""The contract of Orders: the ASSUMED contract."""

from datetime import date, timedelta

import pytest

from creatorport.application.ports.orders import NewOrder, OrderAtTikTok, OrderChange, OrderedCreator
from creatorport.application.ports.tiktok_one import Access, NewCampaign
from creatorport.domain.campaign_plan import Collaboration
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from tests.contract.tiktok.stages import TikTokStage

BUDGET = Money.of("5000.50", "EUR")


async def new_order(tiktok: TikTokStage, access: Access, reference: str) -> NewOrder:
    """A campaign for two creators, and an order for it from tomorrow on."""
    handles = tuple(map(Handle.of, tiktok.handles[:2]))
    campaign = NewCampaign(f"Order {tiktok.mark} {reference}", "Lumen", "", handles, notify=False)
    made = await tiktok.campaigns.create(access, campaign)
    tomorrow = tiktok.clock.now().date() + timedelta(days=1)
    return NewOrder(
        made.at_tiktok.campaign_id,
        f"{tiktok.mark}-{reference}",
        BUDGET,
        tomorrow,
        tomorrow + timedelta(days=30),
        Collaboration.HYBRID,
        (Product("Lamp", "https://lumen.example/lamp"), Product("Bulb")),
        (
            OrderedCreator(handles[0], Money.of("1200", "EUR"), 2, tomorrow + timedelta(days=9)),
            OrderedCreator(handles[1], None, 1, None),
        ),
    )


async def test_an_order_is_placed_once_per_reference_and_shown(tiktok: TikTokStage, access: Access) -> None:
    order = await new_order(tiktok, access, "once")
    assert await tiktok.orders.of_campaign(access, order.campaign_tiktok_id) == []
    placed = await tiktok.orders.place(access, order)
    expected = OrderAtTikTok(placed.order_id, order.reference, BUDGET, order.ends_on, is_cancelled=False)
    assert placed == expected
    assert await tiktok.orders.place(access, order) == expected
    assert await tiktok.orders.of_campaign(access, order.campaign_tiktok_id) == [expected]


async def test_an_order_is_found_though_its_answer_was_lost(tiktok: TikTokStage, access: Access) -> None:
    order = await new_order(tiktok, access, "lost")
    await tiktok.lose_answer("orders.place")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.orders.place(access, order)
    (found,) = await tiktok.orders.of_campaign(access, order.campaign_tiktok_id)
    assert found.reference == order.reference


async def test_an_order_gets_another_end_and_budget_and_is_cancelled_for_good(
    tiktok: TikTokStage, access: Access
) -> None:
    order = await new_order(tiktok, access, "changed")
    placed = await tiktok.orders.place(access, order)
    sooner: date = order.starts_on + timedelta(days=5)
    ended = await tiktok.orders.change(access, OrderChange(placed.order_id, ends_on=sooner))
    assert (ended.ends_on, ended.is_cancelled) == (sooner, False)
    more = Money.of("7500.25", "EUR")
    raised = await tiktok.orders.change(access, OrderChange(placed.order_id, budget=more))
    assert (raised.budget, raised.ends_on) == (more, sooner)
    for _ in range(2):
        cancelled = await tiktok.orders.change(access, OrderChange(placed.order_id, cancel=True))
        assert cancelled.is_cancelled
    with pytest.raises(TikTokRefused):
        await tiktok.orders.change(access, OrderChange(placed.order_id, ends_on=order.ends_on))
    assert await tiktok.orders.of_campaign(access, order.campaign_tiktok_id) == [cancelled]


async def test_an_order_that_does_not_exist_is_refused(tiktok: TikTokStage, access: Access) -> None:
    with pytest.raises(TikTokRefused):
        await tiktok.orders.change(access, OrderChange("7000000000000000001", cancel=True))
