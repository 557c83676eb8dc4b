import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from creatorport.application.ports.event_log import EventFeed, Gap, Logged
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import campaign_activity
from creatorport.domain.ids import CampaignId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import AT_TIKTOK, NOW, campaign, later


async def append(units: UnitsOfWork, stream: str, *kinds: str) -> list[int]:
    async with units() as uow:
        numbers = [await uow.log.append(stream, kind, {"kind": kind, "big": 2**53 + 1}, NOW) for kind in kinds]
        await uow.commit()
    return numbers


async def take(feed: EventFeed, stream: str, after: int, many: int) -> list[Logged | Gap]:
    """Follow a stream until so many entries came."""
    taken: list[Logged | Gap] = []
    following = feed.follow(stream, after)
    assert isinstance(following, AsyncIterator)
    async with asyncio.timeout(20), aclosing(following) as entries:  # type: ignore[type-var]  # both are generators
        async for entry in entries:
            taken.append(entry)
            if len(taken) == many:
                return taken
    raise AssertionError("the stream ended")


async def test_entries_are_numbered_from_one_and_come_back_as_they_were_logged(backend: Backend) -> None:
    assert await append(backend.units, "s", "a", "b") == [1, 2]
    assert await append(backend.units, "s", "c") == [3]
    assert await append(backend.units, "t", "x") == [1]
    entries = await take(backend.feed, "s", 0, 3)
    assert entries == [
        Logged("s", number, kind, {"kind": kind, "big": 2**53 + 1}, NOW)
        for number, kind in ((1, "a"), (2, "b"), (3, "c"))
    ]
    assert await backend.feed.last("s") == entries[-1]
    assert await backend.feed.last("nothing") is None


async def test_a_rollback_gives_its_numbers_back(backend: Backend) -> None:
    await append(backend.units, "s", "a")
    async with backend.units() as uow:
        assert await uow.log.append("s", "lost", {}, NOW) == 2
    assert await append(backend.units, "s", "b") == [2]
    assert [entry.kind for entry in await take(backend.feed, "s", 0, 2) if isinstance(entry, Logged)] == ["a", "b"]


async def test_a_follower_gets_what_is_kept_and_then_what_comes(backend: Backend) -> None:
    await append(backend.units, "s", "a", "b", "c")
    following = asyncio.create_task(take(backend.feed, "s", 1, 4))
    await asyncio.sleep(0.05)
    await append(backend.units, "t", "not ours")
    await append(backend.units, "s", "d")
    await append(backend.units, "s", "e")
    assert [entry.number for entry in await following if isinstance(entry, Logged)] == [2, 3, 4, 5]


async def test_a_stream_that_has_not_begun_can_be_followed(backend: Backend) -> None:
    following = asyncio.create_task(take(backend.feed, "s", 0, 1))
    await asyncio.sleep(0.05)
    await append(backend.units, "s", "first")
    (entry,) = await following
    assert isinstance(entry, Logged)
    assert (entry.number, entry.kind) == (1, "first")


async def test_an_uncommitted_entry_is_not_seen(backend: Backend) -> None:
    following = asyncio.create_task(take(backend.feed, "s", 0, 1))
    async with backend.units() as uow:
        await uow.log.append("s", "a", {}, NOW)
        await asyncio.sleep(0.05)
        assert not following.done()
        await uow.commit()
    (entry,) = await following
    assert isinstance(entry, Logged)


async def test_a_place_that_is_no_longer_kept_is_a_gap_and_the_stream_goes_on(backend: Backend) -> None:
    await append(backend.units, "s", "a", "b", "c", "d")
    await append(backend.units, "t", "x", "y")
    assert await backend.trim("s", 2) == 2
    assert await take(backend.feed, "s", 1, 1) == [Gap("s", 3, 4)]
    following = asyncio.create_task(take(backend.feed, "s", 0, 2))
    await asyncio.sleep(0.05)
    await append(backend.units, "s", "e")
    gap, entry = await following
    assert gap == Gap("s", 3, 4)
    assert isinstance(entry, Logged)
    assert entry.number == 5
    assert [one.number for one in await take(backend.feed, "s", 2, 3) if isinstance(one, Logged)] == [3, 4, 5]
    assert len(await take(backend.feed, "t", 0, 2)) == 2


async def test_trimming_all_streams_leaves_the_newest_of_each(backend: Backend) -> None:
    await append(backend.units, "s", "a", "b", "c")
    await append(backend.units, "t", "x", "y")
    assert await backend.trim(None, 1) == 3
    assert await backend.trim(None, 1) == 0
    last = await backend.feed.last("s")
    assert last is not None
    assert last.number == 3
    assert await append(backend.units, "s", "d") == [4]


async def test_a_place_beyond_the_newest_is_a_gap(backend: Backend) -> None:
    await append(backend.units, "s", "a", "b")
    assert await take(backend.feed, "s", 7, 1) == [Gap("s", 1, 2)]
    assert await take(backend.feed, "nothing", 7, 1) == [Gap("nothing", 1, 0)]


async def test_concurrent_writers_leave_no_gap_and_no_repeat(backend: Backend) -> None:
    chosen = random.Random(20261120)
    plans = [[f"{writer}-{step}" for step in range(chosen.randint(1, 6))] for writer in range(12)]
    lost = {writer for writer in range(12) if writer % 4 == 3}

    async def write(writer: int) -> None:
        async with backend.units() as uow:
            for kind in plans[writer]:
                await uow.log.append("s", kind, {}, NOW)
                await asyncio.sleep(0)
            if writer not in lost:
                await uow.commit()

    expected = sum(len(plan) for writer, plan in enumerate(plans) if writer not in lost)
    following = asyncio.create_task(take(backend.feed, "s", 0, expected))
    await asyncio.gather(*(write(writer) for writer in range(12)))
    entries = [entry for entry in await following if isinstance(entry, Logged)]
    assert [entry.number for entry in entries] == list(range(1, expected + 1))
    for writer, plan in enumerate(plans):
        mine = [entry.kind for entry in entries if entry.kind.startswith(f"{writer}-")]
        assert mine == ([] if writer in lost else plan)


async def test_resuming_at_random_places_gives_the_log_without_gap_or_repeat(backend: Backend) -> None:
    chosen = random.Random(7)
    total = 40

    async def write() -> None:
        for number in range(total):
            await append(backend.units, "s", f"k{number}")

    writing = asyncio.create_task(write())
    seen: list[int] = []
    while len(seen) < total:
        many = min(chosen.randint(1, 7), total - len(seen))
        entries = await take(backend.feed, "s", seen[-1] if seen else 0, many)
        seen.extend(entry.number for entry in entries if isinstance(entry, Logged))
    await writing
    assert seen == list(range(1, total + 1))


async def test_an_aggregates_events_are_logged_once_at_the_commit(backend: Backend) -> None:
    stream = campaign_activity(CampaignId("campaign-1"))
    draft = campaign()
    async with backend.units() as uow:
        await uow.campaigns.add(draft)
        await uow.campaigns.save(launched := draft.launch(later(1)))
        await uow.campaigns.save(launched.confirm(AT_TIKTOK, later(2)))
        await uow.commit()
    entries = await take(backend.feed, stream, 0, 2)
    assert entries == [
        Logged(
            stream, 1, "CampaignMoved", {"campaign_id": "campaign-1", "verb": "launch", "state": "submitting"}, later(1)
        ),
        Logged(
            stream, 2, "CampaignMoved", {"campaign_id": "campaign-1", "verb": "confirm", "state": "active"}, later(2)
        ),
    ]
    last = await backend.feed.last(stream)
    assert last is not None
    assert last.number == 2


@pytest.mark.parametrize("committed", [True, False])
async def test_events_are_logged_with_their_change_or_not_at_all(backend: Backend, committed: bool) -> None:
    async with backend.units() as uow:
        await uow.campaigns.add(campaign().launch(NOW))
        if committed:
            await uow.commit()
    last = await backend.feed.last(campaign_activity(CampaignId("campaign-1")))
    assert (last is not None) is committed
