"""The contracts of VideoReads and SyncReads."""

from datetime import timedelta

import pytest

from creatorport.application.views import Slice
from creatorport.domain.account_video import VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Reach
from creatorport.domain.ids import AccountId, MemberId, SyncRunId, VideoId
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import SyncTimes, Tally
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, account, later
from tests.contract.persistence.test_syncs import ONE, TWO, read, run, video

MARA = MemberId("mara")
FIRST, SECOND = VideoId("account-1.1"), VideoId("account-1.2")


@pytest.fixture
async def stocked(backend: Backend) -> Backend:
    older = video("1", counts=Counts(5, None, 0, 0))
    newest = video("2", minutes=1, facts=VideoFacts(), counts=Counts(None, 9, None, None))
    async with backend.units() as uow:
        await uow.accounts.add(account())
        await uow.accounts.add(account("account-2", "open-ben"))
        await uow.videos.put([older, newest, video("3", of=TWO)])
        await uow.videos.put([older.see(VideoFacts(), Counts(4), read(2)).miss(later(3))])
        for minutes, followers in ((0, 100), (5, 90)):
            snapshot = ProfileSnapshot.of(Reach(followers, None, 2**53 + 1, 1), Reach(95, None, 0, 1), read(minutes))
            await uow.videos.append_profile(LUMEN, ONE, snapshot)
        done = run().start(NOW).take_batch(Tally(3, 2, 1, 0, 0)).finish(later(2), vanished=1)
        await uow.syncs.add(done)
        await uow.syncs.add(run("run-2", minutes=9))
        await uow.syncs.keep_times(SyncTimes(LUMEN, ONE, later(60)))
        await uow.syncs.keep_times(SyncTimes(LUMEN, TWO))
        await uow.commit()
    return backend


@pytest.mark.parametrize(("order", "ids"), [("newest", ["2", "1"]), ("views", ["1", "2"]), ("likes", ["2", "1"])])
async def test_videos_are_paged_in_each_order(stocked: Backend, order: str, ids: list[str]) -> None:
    reads = stocked.reads.videos
    pages = await reads.pages_of_accounts(LUMEN, [ONE, TWO, AccountId("none")], Slice(1), order=order)
    assert pages.keys() == {ONE, TWO}
    first = pages[ONE]
    assert ([one.video_id for one in first.nodes], first.total, first.has_next) == (ids[:1], 2, True)
    rest = await reads.pages_of_accounts(LUMEN, [ONE], Slice(9, first.cursors[0]), order=order)
    assert ([one.video_id for one in rest[ONE].nodes], rest[ONE].has_previous) == (ids[1:], True)


async def test_a_video_is_shown_with_its_latest_capture_and_its_history(stocked: Backend) -> None:
    reads = stocked.reads.videos
    shown = (await reads.by_ids(LUMEN, [FIRST]))[FIRST]
    assert (shown.state, shown.first_missing_at, shown.title) == ("not_visible", later(3), "lemon pasta ")
    assert shown.latest is not None
    assert (shown.latest.counts, shown.latest.fell) == (Counts(4, None, 0, 0), True)
    histories = await reads.histories(LUMEN, [FIRST, SECOND], 9)
    assert [one.counts.views for one in histories[FIRST]] == [5, 4]
    assert [one.counts.likes for one in histories[SECOND]] == [9]
    assert [one.counts.views for one in (await reads.histories(LUMEN, [FIRST], 1))[FIRST]] == [4]


async def test_an_accounts_own_counts_are_shown_oldest_first(stocked: Backend) -> None:
    histories = await stocked.reads.videos.profile_histories(LUMEN, [ONE, TWO], 9)
    assert [(one.followers, one.likes, one.fell) for one in histories[ONE]] == [
        (100, 2**53 + 1, False),
        (90, 2**53 + 1, True),
    ]
    assert TWO not in histories


async def test_runs_are_shown_newest_first_with_what_they_found(stocked: Backend) -> None:
    reads = stocked.reads.syncs
    page = (await reads.pages_of_accounts(LUMEN, [ONE], Slice(9)))[ONE]
    assert ([one.id for one in page.nodes], page.total) == (["run-2", "run-1"], 2)
    done = page.nodes[1]
    assert (done.state, done.seen, done.new, done.changed, done.vanished) == ("done", 3, 2, 1, 1)
    assert (done.started_at, done.ended_at) == (NOW, later(2))
    assert (await reads.by_ids(LUMEN, [done.id]))[done.id] == done
    assert {key: one.id for key, one in (await reads.last(LUMEN, [ONE, TWO])).items()} == {ONE: "run-2"}


async def test_the_next_sync_is_told_of_accounts_that_have_one_and_a_grant(stocked: Backend) -> None:
    reads = stocked.reads.syncs
    assert await reads.next_times(LUMEN, [ONE, TWO]) == {ONE: later(60)}
    async with stocked.units() as uow:
        mine = await uow.accounts.load(LUMEN, ONE)
        await uow.accounts.save(mine.disconnect(NOW + timedelta(minutes=1)))
        await uow.commit()
    assert await reads.next_times(LUMEN, [ONE, TWO]) == {}


async def test_nothing_is_shown_to_another_owner_or_workspace(stocked: Backend) -> None:
    videos, syncs = stocked.reads.videos, stocked.reads.syncs
    assert (await videos.by_ids(LUMEN, [FIRST], owner=IDA)).keys() == {FIRST}
    for workspace, owner in ((LUMEN, MARA), (UMBRA, None)):
        assert await videos.pages_of_accounts(workspace, [ONE], Slice(9), owner=owner) == {}
        assert await videos.by_ids(workspace, [FIRST], owner=owner) == {}
        assert await videos.histories(workspace, [FIRST], 9, owner=owner) == {}
        assert await videos.profile_histories(workspace, [ONE], 9, owner=owner) == {}
        assert await syncs.pages_of_accounts(workspace, [ONE], Slice(9), owner=owner) == {}
        assert await syncs.by_ids(workspace, [SyncRunId("run-1")], owner=owner) == {}
        assert await syncs.last(workspace, [ONE], owner=owner) == {}
        assert await syncs.next_times(workspace, [ONE], owner=owner) == {}
