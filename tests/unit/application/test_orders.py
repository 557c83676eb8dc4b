"""Orders, where the ASSUMED contract is on: one for each campaign that runs, changed with its plan, ended with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from creatorport.application.effects import orders
from creatorport.application.effects.orders import LACKING
from creatorport.application.ports.orders import OrderAtTikTok, OrderChange
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.use_cases.cancel_campaign import CancelCampaign, CancelCampaignCommand
from creatorport.application.use_cases.complete_campaign import CompleteCampaign, CompleteCampaignCommand
from creatorport.application.use_cases.create_campaign import CreateCampaign, CreateCampaignCommand
from creatorport.application.use_cases.update_campaign import UpdateCampaign, UpdateCampaignCommand
from creatorport.domain.activity import GATEWAY, Activity, ActivityKind
from creatorport.domain.campaign_changes import CampaignChanges
from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan, Collaboration
from creatorport.domain.effect import EffectKind, EffectState
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import InvitationState
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer, ProposedBy, Terms
from creatorport.domain.timeline import Timeline
from tests.contract.persistence.specimens import NOW, invitation
from tests.unit.application.stage import MANAGER, TTO_ACCOUNT, Stage

BERLIN = ZoneInfo("Europe/Berlin")
PLAN = CampaignPlan(
    Money.of(5000, "EUR"),
    Timeline(date(2026, 11, 1), date(2026, 12, 24), "Europe/Berlin"),
    Collaboration.PAID,
    (Product("Lamp", "https://lumen.example/lamp"),),
)


async def launching(stage: Stage, plan: CampaignPlan = PLAN) -> CampaignId:
    await stage.connect_marketplace()
    create = CreateCampaign(stage.units, stage.clock, stage.identities)
    campaign_id = await create(CreateCampaignCommand(MANAGER, "Autumn glow", "Lumen", "Show it.", None, plan))
    await stage.invite(campaign_id, await stage.know("mara", "ben"))
    await stage.launch(campaign_id)
    return campaign_id


async def launched(stage: Stage, plan: CampaignPlan = PLAN, *, personal: bool = True) -> CampaignId:
    campaign_id = await launching(stage, plan)
    await stage.work(stage.drive(personal=personal))
    return campaign_id


def told(stage: Stage) -> list[str]:
    every = [one for one in stage.kept(Activity) if one.kind is ActivityKind.ORDER]
    assert all(one.actor == GATEWAY for one in every)
    return [one.verb for one in every]


@pytest.mark.parametrize("lost", [None, "orders.place"])
async def test_a_launch_places_one_order_whatever_becomes_of_the_answer(lost: str | None) -> None:
    stage = Stage()
    if lost:
        stage.one.troubles.lose_answer(lost)
    campaign_id = await launched(stage)
    ((account, order, shown),) = stage.one.orders.placed.values()
    assert (account, order.reference, order.budget) == (TTO_ACCOUNT, campaign_id, Money.of(5000, "EUR"))
    assert (order.starts_on, order.ends_on, order.products) == (date(2026, 11, 1), date(2026, 12, 24), PLAN.products)
    assert [(one.handle.text, one.fee, one.deliverables) for one in order.creators] == [
        ("mara", None, 1),
        ("ben", None, 1),
    ]
    assert stage.campaign(campaign_id).order_id == shown.order_id
    assert told(stage) == ["placed"]


@pytest.mark.parametrize(
    "plan",
    [NO_PLAN, replace(PLAN, budget=None), replace(PLAN, timeline=None), replace(PLAN, collaboration=None)],
)
async def test_a_plan_that_lacks_what_an_order_takes_gets_none(plan: CampaignPlan) -> None:
    stage = Stage()
    campaign_id = await launched(stage, plan)
    assert stage.one.orders.placed == {}
    assert stage.campaign(campaign_id).order_id is None


async def test_without_the_assumed_contract_nothing_of_it_is_called() -> None:
    stage = Stage()
    campaign_id = await launched(stage, personal=False)
    await cancel(stage, campaign_id)
    await stage.work(stage.drive(personal=False))
    assert [name for name in stage.one.troubles.calls if name.startswith("orders.")] == []
    assert {one.kind for one in stage.effects()} == {EffectKind.LAUNCH_CAMPAIGN}


async def test_an_order_that_is_refused_leaves_the_campaign_running() -> None:
    stage = Stage()
    stage.one.troubles.refuse("orders.place")
    campaign_id = await launched(stage)
    assert (stage.campaign(campaign_id).state.value, stage.campaign(campaign_id).order_id) == ("active", None)
    assert told(stage) == ["refused"]


@pytest.mark.parametrize("changes", [CampaignChanges(budget=None)], ids=["budget"])
async def test_an_order_whose_plan_lost_what_it_takes_before_it_was_placed_is_given_up(
    changes: CampaignChanges,
) -> None:
    stage = Stage()
    stage.one.troubles.throttle("orders.place")
    drive = stage.drive(personal=True)
    campaign_id = await launching(stage)
    while "orders.place" not in stage.one.troubles.calls:
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    version = stage.campaign(campaign_id).version
    await UpdateCampaign(stage.units, stage.clock, stage.identities)(
        UpdateCampaignCommand(MANAGER, campaign_id, version, changes)
    )
    for _ in range(len(stage.jobs)):  # each but once: it is not tried again
        if (job := stage.next_effect()) is not None:
            await drive(job)
    (effect,) = (one for one in stage.effects() if one.kind is EffectKind.PLACE_ORDER)
    assert (effect.state, effect.trouble) == (EffectState.FAILED, LACKING)
    assert (stage.one.orders.placed, told(stage), stage.next_effect()) == ({}, ["refused"], None)


@pytest.mark.parametrize("lost", [None, "orders.change"])
async def test_a_cancelled_campaign_cancels_its_order_once(lost: str | None) -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    if lost:
        stage.one.troubles.lose_answer(lost)
    await cancel(stage, campaign_id)
    await cancel(stage, campaign_id)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert shown.is_cancelled
    assert told(stage) == ["placed", "cancelled"]
    assert {one.state for one in stage.effects()} == {EffectState.DONE}


@pytest.mark.parametrize("lost", [None, "orders.change"])
async def test_the_order_of_a_cancelled_campaign_that_is_over_by_itself_is_ended_and_not_refused(
    lost: str | None,
) -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    stage.one.orders.finish()
    if lost:
        stage.one.troubles.lose_answer(lost)
    await cancel(stage, campaign_id)
    await stage.work(stage.drive(personal=True))
    assert told(stage) == ["placed", "ended"]
    assert {one.state for one in stage.effects()} == {EffectState.DONE}


async def test_a_completed_campaign_ends_its_order_today_by_its_own_calendar() -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    stage.clock.advance(timedelta(hours=14, minutes=30))  # the next day in Berlin, not yet in UTC
    await complete(stage, campaign_id)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert (shown.ends_on, shown.is_cancelled) == (date(2026, 11, 21), False)
    assert told(stage) == ["placed", "ended"]


async def test_a_campaign_that_is_completed_before_its_first_day_cancels_its_order() -> None:
    stage = Stage()
    coming = Timeline(date(2026, 12, 1), date(2026, 12, 24), "Europe/Berlin")
    campaign_id = await launched(stage, replace(PLAN, timeline=coming))
    await complete(stage, campaign_id)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert (shown.ends_on, shown.is_cancelled) == (date(2026, 12, 24), True)
    assert told(stage) == ["placed", "cancelled"]


@pytest.mark.parametrize(("days_longer", "ends_on"), [(0, date(2026, 12, 24)), (-20, date(2026, 12, 8))])
async def test_after_the_last_planned_day_an_order_is_ended_only_where_it_would_go_on(
    days_longer: int, ends_on: date
) -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    line = Timeline(date(2026, 11, 1), date(2026, 12, 24) + timedelta(days=days_longer), "Europe/Berlin")
    changes = CampaignChanges(timeline=line)
    version = stage.campaign(campaign_id).version
    await UpdateCampaign(stage.units, stage.clock, stage.identities)(
        UpdateCampaignCommand(MANAGER, campaign_id, version, changes)
    )
    stage.clock.advance(timedelta(days=18 if days_longer else 40))
    await complete(stage, campaign_id)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert (shown.ends_on, stage.one.troubles.calls["orders.change"]) == (ends_on, 1 if days_longer else 0)
    assert told(stage) == ["placed", "ended"]


async def test_an_order_whose_campaign_ended_while_it_was_placed_is_cancelled_after_it() -> None:
    stage = Stage()
    stage.one.troubles.lose_answer("orders.place")
    await stage.connect_marketplace()
    create = CreateCampaign(stage.units, stage.clock, stage.identities)
    campaign_id = await create(CreateCampaignCommand(MANAGER, "Autumn glow", "Lumen", "Show it.", None, PLAN))
    await stage.invite(campaign_id, await stage.know("mara"))
    await stage.launch(campaign_id)
    drive = stage.drive(personal=True)
    while "orders.place" not in stage.one.troubles.calls:
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    await cancel(stage, campaign_id)
    await stage.work(drive)
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert shown.is_cancelled
    assert told(stage) == ["placed", "cancelled"]


LONGER = Timeline(date(2026, 11, 1), date(2027, 1, 31), "Europe/Berlin")
RICHER = Money.of(9000, "EUR")


@pytest.mark.parametrize("lost", [None, "orders.change", "orders.of_campaign"])
async def test_another_budget_and_last_day_of_a_running_campaign_are_told_to_its_order_once(lost: str | None) -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    if lost:
        stage.one.troubles.lose_answer(lost)
    await update(stage, campaign_id, budget=RICHER, timeline=LONGER)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert (shown.budget, shown.ends_on, shown.is_cancelled) == (RICHER, date(2027, 1, 31), False)
    assert stage.one.troubles.calls["orders.change"] == 1
    assert told(stage) == ["placed", "changed"]
    assert stage.kept(Activity)[-1].facts["budget"] == "9000 EUR"
    assert {one.state for one in stage.effects()} == {EffectState.DONE}


async def test_two_changes_in_a_row_come_to_the_last_and_a_change_of_neither_is_not_told() -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    await update(stage, campaign_id, budget=RICHER)
    await update(stage, campaign_id, budget=Money.of(7000, "EUR"))
    await update(stage, campaign_id, products=())
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert shown.budget == Money.of(7000, "EUR")
    assert (told(stage), stage.one.troubles.calls["orders.change"]) == (["placed", "changed"], 1)


async def test_a_budget_that_is_taken_away_stays_with_the_order() -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    await update(stage, campaign_id, budget=None)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert (shown.budget, told(stage)) == (Money.of(5000, "EUR"), ["placed"])


async def test_a_change_while_the_order_is_placed_is_told_after_it() -> None:
    stage = Stage()
    stage.one.troubles.lose_answer("orders.place")
    drive = stage.drive(personal=True)
    campaign_id = await launching(stage)
    while "orders.place" not in stage.one.troubles.calls:
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    await update(stage, campaign_id, budget=RICHER)
    await stage.work(drive)
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert (shown.budget, told(stage)) == (RICHER, ["placed", "changed"])


async def test_an_order_that_is_over_at_tiktok_takes_no_change_and_that_is_told() -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    stage.one.orders.finish()
    await update(stage, campaign_id, budget=RICHER)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert (shown.budget, told(stage)) == (Money.of(5000, "EUR"), ["placed", "refused"])


async def test_a_change_that_may_have_come_in_after_the_end_does_not_open_the_order_again() -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    await update(stage, campaign_id, timeline=LONGER)
    stage.one.troubles.lose_answer("orders.change")
    drive = stage.drive(personal=True)
    while "orders.change" not in stage.one.troubles.calls:
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    await complete(stage, campaign_id)
    await stage.work(drive)
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert shown.ends_on <= stage.clock.now().date()
    assert {one.state for one in stage.effects()} == {EffectState.DONE}


async def test_a_change_that_overtakes_a_later_one_on_its_way_to_tiktok_is_mended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage()
    campaign_id, last, change = await launched(stage), Money.of(7000, "EUR"), stage.one.orders.change
    held_up: list[OrderChange] = []

    async def held_up_once(access: Access, told: OrderChange) -> OrderAtTikTok:
        if not held_up:
            held_up.append(told)
            await update(stage, campaign_id, budget=last)
            await stage.work(stage.drive(personal=True))
        return await change(access, told)

    monkeypatch.setattr(stage.one.orders, "change", held_up_once)
    await update(stage, campaign_id, budget=RICHER)
    await stage.work(stage.drive(personal=True))
    ((_, _, shown),) = stage.one.orders.placed.values()
    assert ([one.budget for one in held_up], shown.budget) == ([RICHER], last)
    budgets = [one.facts["budget"] for one in stage.kept(Activity) if one.verb == "changed" and one.actor == GATEWAY]
    assert budgets == ["7000 EUR", "9000 EUR", "7000 EUR"]
    assert {one.state for one in stage.effects()} == {EffectState.DONE}


async def test_without_an_order_a_change_is_told_to_nobody() -> None:
    stage = Stage()
    campaign_id = await launched(stage, personal=False)
    await update(stage, campaign_id, budget=RICHER, timeline=LONGER)
    assert stage.next_effect() is None


async def update(stage: Stage, campaign_id: CampaignId, **changes: Any) -> None:
    command = UpdateCampaignCommand(
        MANAGER, campaign_id, stage.campaign(campaign_id).version, CampaignChanges(**changes)
    )
    await UpdateCampaign(stage.units, stage.clock, stage.identities)(command)


async def cancel(stage: Stage, campaign_id: CampaignId) -> None:
    await CancelCampaign(stage.units, stage.clock, stage.identities)(CancelCampaignCommand(MANAGER, campaign_id))


async def complete(stage: Stage, campaign_id: CampaignId) -> None:
    await CompleteCampaign(stage.units, stage.clock, stage.identities)(CompleteCampaignCommand(MANAGER, campaign_id))


@pytest.mark.parametrize(
    ("asked", "at_first", "after_a_yes"),
    [
        ([], None, None),
        ([{}, {"due_on": date(2026, 12, 1)}], date(2026, 12, 1), date(2026, 12, 1)),
        ([{"due_on": date(2026, 12, 1)}, {"due_after_days": 14}], None, date(2026, 12, 5)),
        ([{"due_on": date(2026, 12, 24)}, {"due_after_days": 14}], None, date(2026, 12, 24)),
    ],
)
def test_an_order_names_a_creators_last_day_once_it_is_known(
    asked: list[dict[str, Any]], at_first: date | None, after_a_yes: date | None
) -> None:
    deliverables = tuple(AskedDeliverable(DeliverableKind.VIDEO, **one) for one in asked)
    invited = replace(invitation(), terms=(Terms(1, Offer(deliverables=deliverables), ProposedBy.BRAND, NOW),))
    midnight_in_berlin = datetime(2026, 11, 20, 23, tzinfo=UTC)
    accepted = replace(invited, state=InvitationState.ACCEPTED, agreed=1, answered_at=midnight_in_berlin)
    due = [orders._ordered(one, BERLIN).due_on for one in (invited, accepted)]
    assert due == [at_first, after_a_yes]


def test_an_order_never_names_a_fee_that_the_brand_did_not_offer() -> None:
    offered, wanted = (Offer(fee=Money.of(fee, "EUR")) for fee in ("400", "50000"))
    terms = (Terms(1, offered, ProposedBy.BRAND, NOW), Terms(2, wanted, ProposedBy.CREATOR, NOW))
    assert orders._ordered(replace(invitation(), terms=terms), BERLIN).fee == Money.of("400", "EUR")
