import asyncio

import pytest

from tests.contract.persistence.conftest import Backend


async def test_a_lease_is_held_by_one_at_a_time(backend: Backend) -> None:
    holders = 0
    most = 0

    async def work() -> None:
        nonlocal holders, most
        async with backend.leases.hold("account/1"):
            holders += 1
            most = max(most, holders)
            await asyncio.sleep(0)
            holders -= 1

    await asyncio.gather(*(work() for _ in range(30)))
    assert most == 1


async def test_different_leases_do_not_wait_for_each_other(backend: Backend) -> None:
    async with asyncio.timeout(10), backend.leases.hold("a"), backend.leases.hold("b"):
        pass


async def test_a_lease_ends_with_an_error_and_with_a_cancelled_holder(backend: Backend) -> None:
    with pytest.raises(ZeroDivisionError):
        async with backend.leases.hold("a"):
            raise ZeroDivisionError
    started = asyncio.Event()

    async def hold_for_ever() -> None:
        async with backend.leases.hold("a"):
            started.set()
            await asyncio.Event().wait()

    holder = asyncio.create_task(hold_for_ever())
    await started.wait()
    holder.cancel()
    async with asyncio.timeout(10), backend.leases.hold("a"):
        assert holder.done() or holder.cancelling()
    await asyncio.gather(holder, return_exceptions=True)


async def test_a_waiter_that_gives_up_leaves_the_lease_to_others(backend: Backend) -> None:
    async with backend.leases.hold("a"):
        waiter = asyncio.create_task(_hold(backend))
        await asyncio.sleep(0.05)
        waiter.cancel()
        await asyncio.gather(waiter, return_exceptions=True)
    async with asyncio.timeout(10):
        await _hold(backend)


async def _hold(backend: Backend) -> None:
    async with backend.leases.hold("a"):
        pass
