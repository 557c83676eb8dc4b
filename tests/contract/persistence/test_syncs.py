"""The contracts of AccountVideos and Syncs."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account_video import AccountVideo, VideoFacts, VideoState
from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.ids import AccountId, SyncRunId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import SyncRun, SyncState, SyncStep, SyncTimes, SyncTrigger, Tally
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, later

COUNTS = Counts(2**53 + 1, 0, None, 2**31)
ONE, TWO = AccountId("account-1"), AccountId("account-2")
FACTS = VideoFacts(
    published_at=later(-600),
    title="lemon pasta ",
    description="",
    duration=0,
    cover=ExpiringUrl("https://cdn.example/c.webp?x-expires=1&s=%2F", later(360)),
)


def read(minutes: float) -> Pedigree:
    return Pedigree(Source.TIKTOK_DISPLAY, later(minutes), later(minutes) + timedelta(hours=24))


def video(
    video_id: str = "7678907398077074696",
    *,
    of: AccountId = ONE,
    minutes: float = 0,
    counts: Counts = COUNTS,
    facts: VideoFacts = FACTS,
) -> AccountVideo:
    return AccountVideo.found(LUMEN, of, video_id, facts=facts, counts=counts, pedigree=read(minutes))


def run(name: str = "run-1", of: AccountId = ONE, minutes: float = 0) -> SyncRun:
    return SyncRun(SyncRunId(name), LUMEN, of, SyncTrigger.CONNECT, whole=True, queued_at=later(minutes))


@pytest.fixture
async def stocked(units: UnitsOfWork) -> UnitsOfWork:
    async with units() as uow:
        await uow.accounts.add(account())
        await uow.accounts.add(account("account-2", "open-ben"))
        await uow.accounts.add(account("account-1", workspace=UMBRA))
        await uow.commit()
    return units


async def put(units: UnitsOfWork, *videos: AccountVideo) -> None:
    async with units() as uow:
        await uow.videos.put(videos)
        await uow.commit()


async def test_videos_come_back_as_they_were_stored(stocked: UnitsOfWork) -> None:
    whole, sparse, other = video(), video("1", facts=VideoFacts(), counts=Counts()), video("2", of=TWO)
    await put(stocked, whole, sparse, other)
    async with stocked() as uow:
        asked = [whole.video_id, "1", "2", "3"]
        assert await uow.videos.find(LUMEN, ONE, asked) == {whole.video_id: whole, "1": sparse}
        assert await uow.videos.find(UMBRA, ONE, asked) == {}
        assert await uow.videos.find(LUMEN, ONE, []) == {}


async def test_a_later_sight_replaces_an_earlier_one_and_never_the_other_way_round(stocked: UnitsOfWork) -> None:
    first = video()
    second = first.see(VideoFacts(title="other"), Counts(7), read(5))
    await put(stocked, second)
    await put(stocked, first)
    async with stocked() as uow:
        assert await uow.videos.find(LUMEN, ONE, [first.video_id]) == {first.video_id: second}
    missed = second.miss(later(9))
    await put(stocked, missed)
    async with stocked() as uow:
        (stored,) = (await uow.videos.find(LUMEN, ONE, [first.video_id])).values()
    assert (stored.state, stored.first_missing_at) == (VideoState.NOT_VISIBLE, later(9))


async def test_the_visible_videos_that_were_not_seen_lately_are_found_newest_first(stocked: UnitsOfWork) -> None:
    old = video("1", facts=replace(FACTS, published_at=later(-900)))
    unknown = video("2", facts=VideoFacts())  # as old as its first sight
    seen, gone = video("3", minutes=5), video("4").miss(later(1))
    await put(stocked, old, unknown, seen, gone, video("5", of=TWO), video("6"))
    async with stocked() as uow:
        found = await uow.videos.unseen(LUMEN, ONE, later(5))
        assert [one.video_id for one in found] == ["2", "6", "1"]
        assert [one.video_id for one in await uow.videos.unseen(LUMEN, ONE, later(5), most=2)] == ["2", "6"]


async def test_nothing_at_all_may_be_put(stocked: UnitsOfWork) -> None:
    await put(stocked, video())
    await put(stocked)
    async with stocked() as uow:
        assert await uow.videos.find(LUMEN, ONE, [video().video_id]) == {video().video_id: video()}
        assert await uow.videos.unseen(LUMEN, ONE, later(1)) == [video()]


async def test_a_capture_of_a_profile_is_kept_once_per_moment(stocked: UnitsOfWork, backend: Backend) -> None:
    snapshot = ProfileSnapshot(Reach(2**53 + 1, None, 0, 1), read(0), fell=False)
    for _ in range(2):
        async with stocked() as uow:
            await uow.videos.append_profile(LUMEN, ONE, snapshot)
            await uow.commit()
    (kept,) = (await backend.reads.videos.profile_histories(LUMEN, [ONE], 9))[ONE]
    assert (kept.followers, kept.following, kept.likes, kept.videos) == (2**53 + 1, None, 0, 1)
    assert kept.captured_at == NOW
    assert await backend.reads.videos.profile_histories(UMBRA, [ONE], 9) == {}


async def test_a_run_comes_back_as_it_was_stored(stocked: UnitsOfWork) -> None:
    begun = run().start(later(1)).turn_to(SyncStep.WALK, later(2)).spend(3)
    walked = begun.take_page(Tally(20, 19, 1, 0, 1), 1_794_800_123_000, fresh=20, has_more=True)
    paused = walked.interrupt("TIKTOK_THROTTLED", "wait", retry_at=later(2), counts=True)
    async with stocked() as uow:
        await uow.syncs.add(paused)
        await uow.commit()
    async with stocked() as uow:
        assert await uow.syncs.find_open(LUMEN, ONE) == paused
        assert await uow.syncs.find_open(LUMEN, TWO) is None
        assert await uow.syncs.find_open(UMBRA, ONE) is None


async def test_an_account_has_one_open_run_and_another_when_it_has_ended(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.syncs.add(run())
        await uow.syncs.add(run("run-2", TWO, minutes=-1))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.syncs.add(run("run-3"))
    async with stocked() as uow:
        assert [one.id for one in await uow.syncs.every_open()] == ["run-2", "run-1"]
        first = await uow.syncs.find_open(LUMEN, ONE)
        assert first is not None
        await uow.syncs.save(first.fail("X", "x", NOW))
        await uow.syncs.add(run("run-3"))
        await uow.commit()
    async with stocked() as uow:
        assert {one.id for one in await uow.syncs.every_open()} == {"run-2", "run-3"}


async def test_of_two_who_add_a_run_at_once_one_is_refused(stocked: UnitsOfWork) -> None:
    async def add(name: str) -> bool:
        async with stocked() as uow:
            try:
                await uow.syncs.add(run(name))
            except ConcurrentChange:
                return False
            await asyncio.sleep(0.01)
            await uow.commit()
            return True

    assert sorted(await asyncio.gather(add("run-1"), add("run-2"))) == [False, True]


async def test_a_stale_save_of_a_run_is_refused(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.syncs.add(run())
        await uow.commit()
    async with stocked() as uow:
        stale = await uow.syncs.find_open(LUMEN, ONE)
        assert stale is not None
        await uow.syncs.save(stale.start(NOW))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.syncs.save(stale.start(later(1)))
    async with stocked() as uow:
        kept = await uow.syncs.find_open(LUMEN, ONE)
    assert kept is not None
    assert (kept.state, kept.started_at) == (SyncState.RUNNING, NOW)


async def test_times_are_empty_at_first_and_due_when_they_come(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        assert await uow.syncs.lock_times(LUMEN, ONE) == SyncTimes(LUMEN, ONE)
        await uow.syncs.keep_times(SyncTimes(LUMEN, ONE, later(2), later(1), NOW))
        await uow.syncs.keep_times(SyncTimes(LUMEN, TWO, later(1)))
        await uow.syncs.keep_times(SyncTimes(UMBRA, ONE))
        await uow.commit()
    async with stocked() as uow:
        assert await uow.syncs.lock_times(LUMEN, ONE) == SyncTimes(LUMEN, ONE, later(2), later(1), NOW)
        assert [one.account_id for one in await uow.syncs.due(later(2), 9)] == [TWO, ONE]
        assert [one.account_id for one in await uow.syncs.due(later(2), 1)] == [TWO]
        assert await uow.syncs.due(NOW, 9) == []


async def test_who_locks_the_times_keeps_others_waiting(stocked: UnitsOfWork) -> None:
    order: list[str] = []

    async def hold(name: str, entered: asyncio.Event) -> None:
        async with stocked() as uow:
            times = await uow.syncs.lock_times(LUMEN, ONE)
            order.append(f"{name} {times.asked_at is not None}")
            entered.set()
            await asyncio.sleep(0.05)
            await uow.syncs.keep_times(replace(times, asked_at=NOW))
            await uow.commit()

    entered = asyncio.Event()
    first = asyncio.create_task(hold("first", entered))
    await entered.wait()
    await hold("second", asyncio.Event())
    await first
    assert order == ["first False", "second True"]
