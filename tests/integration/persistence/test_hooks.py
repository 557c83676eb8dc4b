"""Outgoing webhooks on PostgreSQL, while several change them at once: nobody who merely works is held up or refused."""

import asyncio
import traceback
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.hooks.drive import DriveHooks
from creatorport.application.ports.jobs import DriveHook
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState, HookDelivery
from creatorport.domain.secret import Secret
from tests.contract.persistence.specimens import LUMEN, campaign, later
from tests.contract.persistence.test_hooks import ONE, TWO, change, failed, hook, keep, named, news, tell
from tests.fakes.clock import MovableClock
from tests.fakes.hook_sending import FakeHookSender
from tests.integration.cost.counting import statements

_SOON = 5.0
SECRET = Secret("whsec_" + "a" * 32)


@pytest.fixture
async def units(sql_units: SqlUnitsOfWork) -> SqlUnitsOfWork:
    await keep(sql_units, hook(), hook("hook-2"))
    return sql_units


async def told_to(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        return list((await connection.execute(text("SELECT hook_id FROM hook_deliveries ORDER BY id"))).scalars())


async def test_an_error_which_may_be_logged_holds_nothing_of_what_was_to_be_stored(units: SqlUnitsOfWork) -> None:
    async with units() as uow:
        with pytest.raises(ConcurrentChange) as refused:
            await uow.hooks.add(hook())
    logged = "".join(traceback.format_exception(refused.value))
    assert "UniqueViolation" in logged
    assert [one for one in (hook().url, "?a=ü", "parameters: {") if one in logged] == []


async def test_whoever_works_does_not_wait_for_who_settles_deliveries(units: SqlUnitsOfWork) -> None:
    async with units() as settling:
        await settling.hooks.save((await settling.hooks.lock(LUMEN, ONE)).fail(later(1)))
        async with asyncio.timeout(_SOON):
            await tell(units, news())
        await settling.commit()


async def test_a_webhook_is_deleted_after_what_is_being_told_to_it(units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
    async def delete() -> None:
        async with units() as uow:
            await uow.hooks.remove(LUMEN, ONE)
            await uow.commit()

    async with units() as working:
        await working.campaigns.add(campaign().archive(later(1)))
        await working.hook_deliveries.tell(LUMEN, [news()])
        deleting = asyncio.create_task(delete())
        assert await asyncio.wait({deleting}, timeout=0.05) == (set(), {deleting})
        await working.commit()
        await deleting
    assert await told_to(engine) == [TWO, TWO]


async def test_what_happens_while_a_webhook_is_deleted_is_kept_and_told_to_the_others(
    units: SqlUnitsOfWork, engine: AsyncEngine
) -> None:
    async with units() as deleting:
        await deleting.hooks.remove(LUMEN, ONE)
        working = asyncio.create_task(tell(units, news()))
        assert await asyncio.wait({working}, timeout=0.05) == (set(), {working})
        await deleting.commit()
        await working
    assert await told_to(engine) == [TWO]
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.hooks.lock(LUMEN, ONE)


async def test_what_is_being_replayed_is_not_forgotten(units: SqlUnitsOfWork) -> None:
    async def forget() -> int:
        async with units() as uow:
            forgotten = await uow.hook_deliveries.forget(later(9), later(9), 10)
            await uow.commit()
        return sum(forgotten.values())

    await tell(units, news(1), news(2))
    await change(units, *(failed(HookDelivery.of(ONE, LUMEN, news(number)), 1, 410) for number in (1, 2)))
    async with units() as replaying:
        await replaying.hook_deliveries.save_all([(await replaying.hook_deliveries.lock(LUMEN, named(1))).replay()])
        forgetting = asyncio.create_task(forget())
        assert await asyncio.wait({forgetting}, timeout=0.1) == (set(), {forgetting})
        await replaying.commit()
        assert await forgetting == 1
    async with units() as uow:
        left = await uow.hook_deliveries.lock_all(LUMEN, [named(1), named(2)])
    assert [(one.id, one.state) for one in left] == [(named(1), DeliveryState.PENDING)]


@pytest.mark.parametrize("many", [1, 50])
async def test_waiting_events_are_looked_over_in_one_statement_that_passes_over_what_others_hold(
    units: SqlUnitsOfWork, engine: AsyncEngine, many: int
) -> None:
    await tell(units, *(news(number) for number in range(many + 1)))
    async with units() as holding, asyncio.timeout(_SOON):
        await holding.hook_deliveries.lock(LUMEN, named(0))
        for at in (0, 8 * 24 * 60):
            async with units() as uow:
                with statements(engine) as seen:
                    looked = await uow.hook_deliveries.look_over(later(at), 1000)
                await uow.commit()
            assert (looked, len(seen)) == (2 * many + 1, 1)
    async with units() as uow:
        held, *others = await uow.hook_deliveries.lock_all(LUMEN, [named(number) for number in range(many + 1)])
    assert (held.state, held.waits_since) == (DeliveryState.PENDING, None)
    assert {one.because for one in others} == {DeadBecause.EXPIRED}


async def test_many_who_tell_the_same_webhooks_at_once_never_wait_in_a_circle(
    units: SqlUnitsOfWork, engine: AsyncEngine
) -> None:
    async with asyncio.timeout(6 * _SOON):
        await asyncio.gather(*(tell(units, news(number, f"c-{number % 3}")) for number in range(12)))
    assert sorted(await told_to(engine)) == [ONE] * 12 + [TWO] * 12
    async with engine.connect() as connection:
        jobs = (await connection.execute(text("SELECT args->>'hook_id' FROM procrastinate_jobs"))).scalars()
        assert sorted(jobs) == [ONE, TWO]


async def test_an_event_arrives_by_the_real_storage_byte_for_byte_the_same_each_time(units: SqlUnitsOfWork) -> None:
    clock, receiver = MovableClock(later(9)), FakeHookSender()
    receiver.answer(hook().url, 500)
    drive = DriveHooks(units, clock, clock, receiver)
    async with units() as uow:
        await uow.hooks.save((await uow.hooks.lock(LUMEN, ONE)).rotate(SECRET, clock.now()).rotate(SECRET, clock.now()))
        await uow.commit()
    await tell(units, news(1), news(2))
    for _ in range(3):
        await drive(DriveHook(LUMEN, ONE))
        clock.advance(timedelta(seconds=10))
    assert [one.headers["webhook-id"] for one in receiver.received] == ["evt_c-1_1", "evt_c-1_1", "evt_c-1_2"]
    assert receiver.received[0].body == receiver.received[1].body
    async with units() as uow:
        settled = await uow.hook_deliveries.lock_all(LUMEN, [named(1), named(2)])
    assert [(one.state, one.tried) for one in settled] == [(DeliveryState.DELIVERED, 2), (DeliveryState.DELIVERED, 1)]
