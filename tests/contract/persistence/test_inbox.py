"""The inbox: webhooks stored once, what became of them, who may see them, and how they are forgotten."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.inbox import Channel, Delivery, Wanted
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import Slice
from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.domain.errors import InvalidValue, NotFound
from creatorport.domain.handling import Handling, HandlingState
from creatorport.domain.ids import WorkspaceId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, delivery, later
from tests.contract.persistence.world import ids, walk

BOTH, NOBODY = frozenset({LUMEN, UMBRA}), frozenset[WorkspaceId]()
FRESH = Handling()
DONE = FRESH.settle("done", frozenset({LUMEN}), NOW)
NOW_ON = timedelta(0)


async def store(units: UnitsOfWork, *deliveries: Delivery) -> None:
    async with units() as uow:
        for one in deliveries:
            assert await uow.inbox.store(one, f"key of {one.id}")
        await uow.commit()


async def handle(units: UnitsOfWork, delivery_id: str, handling: Handling) -> None:
    async with units() as uow:
        await uow.inbox.save(delivery_id, handling)
        await uow.commit()


async def arrived(units: UnitsOfWork) -> None:
    """Four deliveries: of one workspace, of two, of nobody, and one that nobody has looked at yet."""
    about = {"d-1": frozenset({LUMEN}), "d-2": BOTH, "d-3": NOBODY}
    await store(units, *(replace(delivery(f"d-{n}"), received_at=later(n)) for n in range(1, 5)))
    for name, concerns in about.items():
        await handle(units, name, FRESH.settle("done", concerns, NOW))


async def test_a_delivery_is_kept_byte_for_byte_and_its_repeat_is_known(units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.inbox.store(delivery(), "key-1") is True
        await uow.commit()
    async with units() as uow:
        assert await uow.inbox.store(delivery("delivery-2"), "key-1") is False
        assert await uow.inbox.store(delivery("delivery-3"), "key-3") is True
        await uow.commit()
    async with units() as uow:
        stored = await uow.inbox.lock("delivery-1")
        assert (stored.delivery, stored.handling) == (delivery(), FRESH)
        with pytest.raises(NotFound):
            await uow.inbox.lock("delivery-2")


async def test_of_concurrent_repeats_one_is_stored(units: UnitsOfWork) -> None:
    async def arrive(number: int) -> bool:
        async with units() as uow:
            fresh = await uow.inbox.store(delivery(f"delivery-{number}"), "key")
            await asyncio.sleep(0)
            await uow.commit()
        return fresh

    assert sum(await asyncio.gather(*(arrive(number) for number in range(6)))) == 1


async def test_what_became_of_a_delivery_is_kept(units: UnitsOfWork) -> None:
    await store(units, delivery())
    failed = FRESH.about(BOTH).fail("TikTokThrottled: later", later(1))
    for handling in (failed, failed.settle("done", BOTH, later(2)), FRESH.bury("unreadable", later(3))):
        await handle(units, "delivery-1", handling)
        async with units() as uow:
            assert (await uow.inbox.lock("delivery-1")).handling == handling
    with pytest.raises(NotFound):
        await handle(units, "delivery-2", DONE)


async def test_of_two_who_handle_a_delivery_the_second_sees_what_the_first_did(units: UnitsOfWork) -> None:
    await store(units, delivery())

    async def attempt() -> int:
        async with units() as uow:
            handling = (await uow.inbox.lock("delivery-1")).handling
            await asyncio.sleep(0)
            await uow.inbox.save("delivery-1", handling.fail("no", NOW))
            await uow.commit()
        return handling.attempts

    assert sorted(await asyncio.gather(*(attempt() for _ in range(4)))) == [0, 1, 2, 3]


async def test_a_workspace_may_hold_what_concerns_it_or_nobody(units: UnitsOfWork) -> None:
    await arrived(units)
    mine = {LUMEN: {"d-1", "d-2", "d-3"}, UMBRA: {"d-2", "d-3"}}
    for workspace, allowed in mine.items():
        for name in ("d-1", "d-2", "d-3", "d-4", "nothing"):
            async with units() as uow:
                if name in allowed:
                    assert (await uow.inbox.lock_of(workspace, name)).delivery.id == name
                else:
                    with pytest.raises(NotFound):
                        await uow.inbox.lock_of(workspace, name)


async def find(units: UnitsOfWork, wanted: Wanted, most: int = 10) -> Sequence[str]:
    async with units() as uow:
        return list(await uow.inbox.find(wanted, most))


async def test_deliveries_are_found_by_time_family_and_state_in_their_order(units: UnitsOfWork) -> None:
    await arrived(units)
    shop = replace(delivery("d-5"), received_at=later(5), channel=Channel.SHOP)
    await store(units, shop)
    await handle(units, "d-5", FRESH.bury("no", NOW))
    ever = Wanted(later(-9), later(99))
    assert await find(units, ever) == ["d-1", "d-2", "d-3", "d-4", "d-5"]
    assert await find(units, ever, most=2) == ["d-1", "d-2"]
    assert await find(units, Wanted(later(2), later(4))) == ["d-2", "d-3"]
    assert await find(units, replace(ever, channels={Channel.SHOP, Channel.OPEN})) == ["d-5"]
    assert await find(units, replace(ever, states={HandlingState.WAITING, HandlingState.DEAD})) == ["d-4", "d-5"]


async def test_what_waits_and_is_left_alone_is_found(units: UnitsOfWork) -> None:
    await arrived(units)
    async with units() as uow:
        assert list(await uow.inbox.forgotten(NOW_ON, 10)) == ["d-4"]
        assert list(await uow.inbox.forgotten(timedelta(hours=1), 10)) == []


async def test_what_has_its_verdict_is_forgotten_in_its_time_and_counted_for_whom_it_concerned(
    units: UnitsOfWork,
) -> None:
    await arrived(units)
    async with units() as uow:
        assert dict(await uow.inbox.forget_older_than(timedelta(hours=1))) == {}
        assert dict(await uow.inbox.forget_older_than(timedelta(seconds=-1))) == {LUMEN: 2, UMBRA: 1}
        await uow.commit()
    assert await find(units, Wanted(later(-9), later(99))) == ["d-4"]
    async with units() as uow:
        assert await uow.inbox.store(delivery("d-6"), "key of d-1") is True


async def test_owners_see_theirs_newest_first_and_never_a_body(backend: Backend) -> None:
    await arrived(backend.units)
    reads = backend.reads.deliveries
    assert ids(await walk(lambda part: reads.page(LUMEN, part), 2)) == ["d-3", "d-2", "d-1"]
    assert ids(await walk(lambda part: reads.page(UMBRA, part), 1)) == ["d-3", "d-2"]
    assert set(await reads.by_ids(UMBRA, ["d-1", "d-2", "d-4"])) == {"d-2"}
    shown = (await reads.by_ids(LUMEN, ["d-1"]))["d-1"]
    assert shown == WebhookDeliveryView("d-1", "business", "", later(1), "processed", 1, NOW, NOW, "done", None)
    with pytest.raises(InvalidValue):
        await reads.page(LUMEN, Slice(1, "nonsense"))


async def test_owners_choose_by_state_and_family(backend: Backend) -> None:
    await arrived(backend.units)
    dead = replace(delivery("d-5"), received_at=later(5), channel=Channel.ACCOUNT, event="comment.update")
    await store(backend.units, dead)
    await handle(backend.units, "d-5", FRESH.about(NOBODY).bury("no", NOW))
    reads, part = backend.reads.deliveries, Slice(9)
    assert ids((await reads.page(LUMEN, part, states={"dead"})).nodes) == ["d-5"]
    assert ids((await reads.page(LUMEN, part, states={"dead"}, families={"business"})).nodes) == []
    page = await reads.page(UMBRA, part, states={"dead", "processed"}, families={"account", "business"})
    assert (ids(page.nodes), page.total, page.nodes[0].event) == (["d-5", "d-3", "d-2"], 3, "comment.update")


async def test_the_watch_tells_for_how_long_the_oldest_was_left_alone(backend: Backend) -> None:
    assert await backend.watch.oldest_waiting() is None
    await store(backend.units, delivery("d-1"))
    oldest = await backend.watch.oldest_waiting()
    assert oldest is not None
    assert timedelta(0) <= oldest < timedelta(minutes=1)
    await handle(backend.units, "d-1", DONE)
    assert await backend.watch.oldest_waiting() is None
