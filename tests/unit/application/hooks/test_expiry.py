"""Receivers that take something now and then, so that they are never disabled: what waits for them does not pile up."""

from collections import Counter
from datetime import timedelta

from creatorport.application.ports.hook_sending import HookAnswer, HookRequest
from creatorport.application.use_cases.expire_hook_deliveries import ExpireHookDeliveries
from creatorport.application.use_cases.replay_dead_hook_deliveries import (
    ReplayDeadHookDeliveries,
    ReplayDeadHookDeliveriesCommand,
)
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState
from creatorport.domain.hooks.schedule import WAITING_MAX
from tests.fakes.hook_sending import FakeHookSender
from tests.unit.application.hooks.hook_stage import URL, HookStage, with_hook
from tests.unit.application.stage import MANAGER

DAY, HALF_A_DAY, HOUR = timedelta(days=1), timedelta(hours=12), timedelta(hours=1)
MANY = 2 * 16
_S = DeliveryState


class Picky(FakeHookSender):
    """Takes everything but what is about the object `a`, until it is mended."""

    mended = False
    asks: timedelta | None = None

    async def send(self, request: HookRequest) -> HookAnswer:
        if HookStage.body(request)["object"]["id"] == "a" and not self.mended:
            self.answer(request.url, 500, retry_after=self.asks)
        return await super().send(request)


async def test_events_of_an_object_that_its_receiver_never_takes_do_not_pile_up_and_can_be_replayed() -> None:
    stage, hook_id = await with_hook()
    stage.receiver = picky = Picky()
    began = stage.clock.now()
    for number in range(MANY):
        await stage.tell("a", "b", first=2 * number + 1)
        await stage.work()
        await stage.pass_time(HALF_A_DAY)
    assert stage.hook().is_enabled
    waiting = [one for one in stage.deliveries() if one.is_open]
    assert {one.news.object.id for one in waiting} == {"a"}
    assert len(waiting) <= WAITING_MAX // HALF_A_DAY + 1
    assert min(one.news.at for one in waiting) >= stage.clock.now() - WAITING_MAX - HALF_A_DAY
    dead = [one for one in stage.deliveries() if one.state is _S.DEAD]
    assert len(dead) + len(waiting) == MANY
    assert dead[0].because is DeadBecause.SPENT
    assert {one.because for one in dead[3:]} == {DeadBecause.EXPIRED}
    picky.mended = True
    picky.received.clear()
    command = ReplayDeadHookDeliveriesCommand(MANAGER, hook_id, began)
    assert await ReplayDeadHookDeliveries(stage.units)(command) == len(dead)
    for _ in range(MANY):
        await stage.pass_time(timedelta(seconds=6))
    assert Counter(one.state for one in stage.deliveries()) == {_S.DELIVERED: 2 * MANY}
    assert stage.received == [f"evt_a_{2 * number + 1}" for number in range(MANY)]


async def test_a_receiver_that_asks_for_a_day_each_time_gets_it_within_eight() -> None:
    stage, _ = await with_hook()
    stage.receiver = picky = Picky()
    picky.asks = 99 * DAY
    await stage.tell("a")
    await stage.pass_time(timedelta())
    for day in range(8):
        await stage.tell("b", first=day + 2)
        await stage.work()
        await stage.pass_time(DAY)
    a = stage.deliveries()[0]
    assert (a.state, a.because, a.tried) == (_S.DEAD, DeadBecause.EXPIRED, 8)
    assert Counter(stage.received)["evt_a_1"] == 8
    assert stage.hook().is_enabled


async def test_an_event_that_was_told_while_nobody_worked_has_all_of_its_time_after_that() -> None:
    stage, _ = await with_hook()
    await stage.tell("a")
    stage.receiver.answer(URL, 503)
    await stage.pass_time(30 * DAY)
    assert stage.delivery().state is _S.RETRYING
    await stage.pass_time(HOUR)
    assert stage.delivery().state is _S.DELIVERED


async def test_however_many_there_are_each_is_looked_at_a_few_at_a_time() -> None:
    stage, _ = await with_hook()
    await stage.tell(*"abcdefg")
    expire = ExpireHookDeliveries(stage.units, stage.clock, at_once=2)
    await expire()
    assert {one.waits_since for one in stage.deliveries()} == {stage.clock.now()}
    stage.clock.advance(WAITING_MAX)
    await expire()
    assert {(one.state, one.because, one.settled_at) for one in stage.deliveries()} == {
        (_S.DEAD, DeadBecause.EXPIRED, stage.clock.now())
    }
    assert (await stage.work(), stage.received) == (1, [])
