"""A sync from end to end in memory: what is read, kept, missed; and everything that can come in between."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from creatorport.application.ports.event_log import Gap
from creatorport.application.ports.jobs import SyncAccount
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import account_sync
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.use_cases.follow_sync import FollowSync, FollowSyncQuery
from creatorport.application.use_cases.resume_work import ResumeWork
from creatorport.application.use_cases.run_sync import LIST_UNBELIEVABLE, RunSync
from creatorport.application.use_cases.sync_account_now import SyncAccountCommand, SyncAccountNow
from creatorport.application.use_cases.sync_due_accounts import SyncDueAccounts
from creatorport.domain.account_video import AccountVideo, VideoState
from creatorport.domain.counts import Counts
from creatorport.domain.errors import NeedsReauth, NotAllowed, NotFound, SyncTooSoon
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import MOST_TROUBLES, SyncRun, SyncState, SyncTimes, SyncTrigger, Tally
from creatorport.domain.workspace import Member
from tests.fakes.connected import SCOPES, connected_account
from tests.fakes.quotas import FakeQuotas
from tests.fakes.tiktok import FakeVideos
from tests.unit.application.mortality import Fate, MortalUnitsOfWork, ProcessDied
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, VIEWER, Stage
from tests.unit.application.test_connect import MARA, consent, finishing
from tests.unit.application.test_fresh_tokens import fresh_tokens

DAY = timedelta(days=1)
FRESH_FOR = timedelta(hours=24)


class Sync:
    """A connected account with some videos, and the use cases around its syncs."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.videos = FakeVideos(stage.login)
        self.begin = stage.begin_sync
        self.now = SyncAccountNow(stage.units, self.begin)
        self.due = SyncDueAccounts(stage.units, self.begin, FakeQuotas(stage.clock))
        self.account_id = stage.account().id
        self.job = SyncAccount(LUMEN, self.account_id)

    def run(self, units: UnitsOfWork | None = None) -> RunSync:
        stage, units = self.stage, units or self.stage.units
        return RunSync(units, stage.clock, AsAccount(fresh_tokens(stage)), stage.profiles, self.videos, FRESH_FOR)

    async def whole(self, trigger: SyncTrigger = SyncTrigger.CONNECT) -> SyncRun:
        await self.ask(trigger)
        await self.work()
        return self.last

    async def ask(self, trigger: SyncTrigger) -> None:
        async with self.stage.units() as uow:
            account = await uow.accounts.load(LUMEN, self.account_id)
            await self.begin(uow, account, trigger)
            await uow.commit()

    async def work(self) -> None:
        """Run jobs, waiting as long as they say, until none is left."""
        while self.stage.storage.jobs:
            waiting = self.stage.storage.jobs.pop(0)
            self.stage.clock.advance(waiting.after or timedelta(0))
            assert isinstance(waiting.job, SyncAccount)
            await self.run()(waiting.job)

    @property
    def last(self) -> SyncRun:
        return max(self.stage.kept(SyncRun), key=lambda one: (one.queued_at, int(one.id.rpartition("-")[2])))

    @property
    def calls(self) -> dict[str, int]:
        return {name: many for name, many in self.videos.troubles.calls.items() if not name.startswith("login")}

    def post(self, many: int, *, first: int = 1) -> None:
        for number in range(first, first + many):
            published = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=number)
            self.videos.post(MARA, str(number), published, Counts(100 * number, 10, 1, 0))

    def video(self, video_id: str | int) -> AccountVideo:
        (found,) = [one for one in self.stage.kept(AccountVideo) if one.video_id == str(video_id)]
        return found

    def history(self, video_id: int) -> list[int | None]:
        key = ("video-snapshot", LUMEN, f"{self.account_id}.{video_id}")
        kept = [(str(at), one) for (*head, at), one in self.stage.storage.records.items() if tuple(head) == key]
        return [one.counts.views for _, one in sorted(kept, key=lambda pair: pair[0])]


async def connect(stage: Stage, scopes: AbstractSet[str] = SCOPES) -> Sync:
    await connected_account(stage.units, stage.clock, stage.profiles, MARA, CREATOR, scopes=scopes)
    return Sync(stage)


@pytest.fixture
async def sync() -> Sync:
    return await connect(Stage())


async def test_a_connect_and_a_reconnect_begin_a_sync() -> None:
    stage = Stage()
    for _ in range(2):
        await finishing(stage)(await consent(stage, MARA))
        sync = Sync(stage)
        assert sync.job in stage.jobs
        stage.storage.jobs = [waiting for waiting in stage.storage.jobs if waiting.job == sync.job]
        await sync.work()
    runs = stage.kept(SyncRun)
    assert [(run.trigger, run.state, run.whole) for run in runs] == [(SyncTrigger.CONNECT, SyncState.DONE, True)] * 2


async def test_a_first_sync_reads_the_profile_and_the_complete_list(sync: Sync) -> None:
    sync.post(45)
    run = await sync.whole()
    assert (run.state, run.trigger, run.whole) == (SyncState.DONE, SyncTrigger.CONNECT, True)
    assert (run.tally, run.calls, run.pages) == (Tally(seen=45, new=45), 4, 3)
    assert sync.calls == {"profiles.read": 1, "videos.page": 3}
    assert sync.videos.spent == [LUMEN] * 3
    assert sync.video(45).latest is not None
    assert [one.reach.followers for one in sync.stage.kept(ProfileSnapshot)] == [184_233]


async def test_known_videos_are_refreshed_20_at_a_time_by_id_once_the_new_ones_were_found(sync: Sync) -> None:
    sync.post(90)
    await sync.whole()
    sync.stage.clock.advance(DAY)
    sync.post(3, first=91)
    sync.videos.count(MARA, "1", Counts(150, 10, 1, 0))
    before = dict(sync.calls)
    run = await sync.whole(SyncTrigger.SCHEDULED)
    assert (run.state, run.whole) == (SyncState.DONE, False)
    assert run.tally == Tally(seen=93, new=3, changed=1)
    # One page shows the 3 new ones and 17 known; the other 73 take four queries.
    assert {name: many - before.get(name, 0) for name, many in sync.calls.items()} == {
        "profiles.read": 1, "videos.page": 1, "videos.query": 4,
    }  # fmt: skip
    assert run.calls == 6
    assert sync.history(1) == [100, 150]


async def test_a_video_left_out_of_a_query_is_gone_only_after_a_complete_walk(sync: Sync) -> None:
    sync.post(60)
    await sync.whole()
    sync.stage.clock.advance(DAY)
    gone = sync.videos.take_down(MARA, "2")
    run = await sync.whole(SyncTrigger.SCHEDULED)
    assert (run.state, run.tally.vanished) == (SyncState.DONE, 1)
    missed = sync.video(2)
    assert (missed.state, missed.first_missing_at) == (VideoState.NOT_VISIBLE, sync.stage.clock.now())
    assert sync.history(2) == [200]
    sync.stage.clock.advance(DAY)
    assert (await sync.whole(SyncTrigger.SCHEDULED)).tally.vanished == 0
    assert sync.video(2).first_missing_at == missed.first_missing_at
    sync.videos.bring_back(MARA, replace(gone, counts=Counts(250)))
    sync.stage.clock.advance(7 * DAY)
    run = await sync.whole(SyncTrigger.SCHEDULED)
    assert (run.whole, run.tally.returned) == (True, 1)
    assert (sync.video(2).state, sync.video(2).first_missing_at) == (VideoState.VISIBLE, None)
    assert sync.history(2) == [200, 250]


async def test_a_falling_counter_is_kept_and_flagged(sync: Sync) -> None:
    sync.post(1)
    await sync.whole()
    sync.stage.clock.advance(DAY)
    sync.videos.count(MARA, "1", Counts(90, None, 1, 0))
    await sync.whole(SyncTrigger.SCHEDULED)
    latest = sync.video(1).latest
    assert latest is not None
    assert (latest.counts, latest.fell) == (Counts(90, 10, 1, 0), True)


async def test_empty_middle_pages_and_repeated_cursors_lose_nothing(sync: Sync) -> None:
    sync.post(70)
    sync.videos.empty, sync.videos.stuck = 1, 2
    run = await sync.whole()
    assert (run.state, run.tally) == (SyncState.DONE, Tally(seen=70, new=70))


async def test_a_list_that_leads_nowhere_ends_the_run_and_takes_nothing_as_gone(sync: Sync) -> None:
    sync.post(70)
    await sync.whole()
    sync.stage.clock.advance(DAY)
    sync.videos.stuck = 99
    run = await sync.whole()
    assert (run.state, run.error_code, run.pages) == (SyncState.FAILED, LIST_UNBELIEVABLE, 4)
    sync.videos.stuck, sync.videos.endless = 0, True
    sync.stage.clock.advance(DAY)
    run = await sync.whole()
    assert (run.state, run.error_code) == (SyncState.FAILED, LIST_UNBELIEVABLE)
    assert run.calls < 40
    assert {one.state for one in sync.stage.kept(AccountVideo)} == {VideoState.VISIBLE}


async def test_an_empty_list_that_contradicts_the_profile_is_not_believed(sync: Sync) -> None:
    sync.post(3)
    await sync.whole()
    sync.stage.clock.advance(DAY)
    for number in (1, 2, 3):
        sync.videos.take_down(MARA, str(number))
    run = await sync.whole()
    assert (run.state, run.error_code) == (SyncState.FAILED, LIST_UNBELIEVABLE)
    assert sync.video(1).state is VideoState.VISIBLE
    failure = sync.stage.account().failure
    assert failure is not None
    assert failure.code == LIST_UNBELIEVABLE


@pytest.mark.parametrize("moment", range(1, 19))
async def test_a_run_whose_process_dies_goes_on_where_it_was(sync: Sync, moment: int) -> None:
    sync.post(70)
    await sync.ask(SyncTrigger.CONNECT)
    sync.stage.storage.jobs.clear()
    fate = Fate({moment})
    with pytest.raises(ProcessDied):
        await sync.run(MortalUnitsOfWork(sync.stage.units, fate))(sync.job)
    resume = ResumeWork(sync.stage.units, sync.stage.clock, timedelta(0))
    await resume()
    await sync.work()
    run = sync.last
    assert (run.state, run.tally) == (SyncState.DONE, Tally(seen=70, new=70))
    assert sync.calls["videos.page"] <= 5
    assert len(sync.stage.kept(SyncRun)) == 1


async def test_a_limit_pauses_the_run_for_as_long_as_it_says(sync: Sync) -> None:
    sync.post(45)
    sync.videos.troubles.throttle("videos.page", retry_after=300, times=9)
    began = sync.stage.clock.now()
    run = await sync.whole()
    assert (run.state, run.tally.new, run.interruptions) == (SyncState.DONE, 45, 9)
    assert sync.stage.clock.now() - began == timedelta(seconds=9 * 300)
    assert run.error_code is None


async def test_hiccups_pause_the_run_longer_each_time_and_end_it_when_there_is_no_progress(sync: Sync) -> None:
    sync.post(45)
    sync.videos.troubles.unreachable("videos.page", times=MOST_TROUBLES - 1)
    assert (await sync.whole()).state is SyncState.DONE
    sync.stage.clock.advance(DAY)
    known = sync.video(1)
    sync.videos.troubles.lose_request("videos.page", times=MOST_TROUBLES)
    began = sync.stage.clock.now()
    run = await sync.whole()
    assert (run.state, run.error_code) == (SyncState.FAILED, "TIKTOK_ANSWER_LOST")
    assert sync.stage.clock.now() - began == timedelta(seconds=30 + 60 + 120 + 240)
    assert run.calls == 1 + MOST_TROUBLES
    assert sync.video(1) == known


async def test_a_refusal_ends_the_run_and_shows_on_the_account(sync: Sync) -> None:
    sync.videos.troubles.refuse("videos.page", tiktok_code="invalid_params")
    run = await sync.whole()
    assert (run.state, run.error_code, run.calls) == (SyncState.FAILED, "TIKTOK_REFUSED", 2)
    failure = sync.stage.account().failure
    assert failure is not None
    assert failure.code == "TIKTOK_REFUSED"


async def test_a_token_that_is_rejected_is_renewed_once(sync: Sync) -> None:
    sync.post(1)
    sync.videos.troubles.reject_token("videos.page")
    assert (await sync.whole()).state is SyncState.DONE
    assert sync.videos.troubles.calls["login.refresh"] == 1


async def test_without_the_scope_only_the_profile_is_read(sync: Sync) -> None:
    limited = await connect(Stage(), {"user.info.basic", "user.info.stats"})
    run = await limited.whole()
    assert (run.state, run.calls, run.tally) == (SyncState.DONE, 1, Tally())
    assert "videos.page" not in limited.calls


async def test_nothing_is_taken_over_for_an_account_that_is_let_go_meanwhile(sync: Sync) -> None:
    sync.post(5)
    await sync.ask(SyncTrigger.CONNECT)
    whole = sync.videos.page

    async def page(*args: object, **named: object) -> object:
        answer = await whole(*args, **named)  # type: ignore[arg-type]  # passed on as they came
        async with sync.stage.units() as uow:
            account = await uow.accounts.load(LUMEN, sync.account_id)
            await uow.accounts.save(account.disconnect(sync.stage.clock.now()))
            await uow.commit()
        return answer

    sync.videos.page = page  # type: ignore[method-assign, assignment]  # the same page, and a disconnect in between
    await sync.work()
    assert (sync.last.state, sync.last.error_code) == (SyncState.FAILED, "NEEDS_REAUTH")
    assert sync.stage.kept(AccountVideo) == []


@pytest.mark.parametrize("trigger", list(SyncTrigger))
async def test_a_new_run_does_not_wait_for_the_time_of_a_job_that_an_earlier_one_left(
    sync: Sync, trigger: SyncTrigger
) -> None:
    async with sync.stage.units() as uow:
        await uow.jobs.defer(sync.job, after=timedelta(minutes=15))
        await uow.commit()
    await sync.ask(trigger)
    assert [(one.job, one.after) for one in sync.stage.storage.jobs] == [(sync.job, None)]


@pytest.mark.parametrize(
    ("trouble", "trigger", "at_once"),
    [
        ("unreachable", SyncTrigger.MANUAL, True),
        ("unreachable", SyncTrigger.CONNECT, True),
        ("unreachable", SyncTrigger.WEBHOOK, False),
        ("throttle", SyncTrigger.MANUAL, False),
        ("throttle", SyncTrigger.CONNECT, False),
    ],
)
async def test_who_asks_for_an_interrupted_run_has_it_go_on_unless_a_limit_forbids(
    sync: Sync, trouble: str, trigger: SyncTrigger, at_once: bool
) -> None:
    getattr(sync.videos.troubles, trouble)("videos.page")
    await sync.ask(SyncTrigger.SCHEDULED)
    await sync.run()(sync.stage.storage.jobs.pop().job)  # type: ignore[arg-type]  # no other job is there
    assert sync.last.state is SyncState.INTERRUPTED
    ((_, pause),) = [(one.job, one.after) for one in sync.stage.storage.jobs]
    await sync.ask(trigger)
    assert [one.after for one in sync.stage.storage.jobs] == [None if at_once else pause]
    assert len(sync.stage.kept(SyncRun)) == 1


async def test_who_asks_twice_joins_the_open_run(sync: Sync) -> None:
    await sync.ask(SyncTrigger.CONNECT)
    await sync.ask(SyncTrigger.WEBHOOK)
    assert len(sync.stage.kept(SyncRun)) == 1
    assert sync.stage.jobs == [sync.job]


async def test_a_sync_by_hand_is_refused_too_soon_after_the_last_and_says_until_when(sync: Sync) -> None:
    command = SyncAccountCommand(CREATOR, sync.account_id)
    began = sync.stage.clock.now()
    assert await sync.now(command) == sync.last.id
    await sync.work()
    sync.stage.clock.advance(timedelta(minutes=5) - timedelta(seconds=1))
    with pytest.raises(SyncTooSoon) as refused:
        await sync.now(command)
    assert refused.value.retry_at == began + timedelta(minutes=5)
    sync.stage.clock.advance(timedelta(seconds=1))
    await sync.now(command)
    assert len(sync.stage.kept(SyncRun)) == 2


async def test_only_the_owner_and_those_who_run_accounts_sync_by_hand(sync: Sync) -> None:
    for member, error in (
        (VIEWER, NotAllowed),
        (STRANGER, NotFound),
        (Member(MANAGER.id, LUMEN, CREATOR.role), NotFound),
    ):
        with pytest.raises(error):
            await sync.now(SyncAccountCommand(member, sync.account_id))
    await sync.now(SyncAccountCommand(MANAGER, sync.account_id))


async def test_an_account_without_a_grant_is_not_synced(sync: Sync) -> None:
    await sync.whole()
    async with sync.stage.units() as uow:
        account = await uow.accounts.load(LUMEN, sync.account_id)
        await uow.accounts.save(account.lose_grant("gone", sync.stage.clock.now()))
        await uow.commit()
    with pytest.raises(NeedsReauth):
        await sync.now(SyncAccountCommand(MANAGER, sync.account_id))
    sync.stage.clock.advance(2 * DAY)
    assert await sync.due() == 1
    assert await sync.due() == 0
    assert len(sync.stage.kept(SyncRun)) == 1


async def test_the_daily_sync_comes_once_a_day_and_once_for_all_days_missed(sync: Sync) -> None:
    sync.post(1)
    await sync.whole()
    assert sync.stage.kept(SyncTimes)[0].next_at == datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
    assert await sync.due() == 0
    for day in (21, 22):
        sync.stage.clock.move_to(datetime(2026, 11, day, 2, 30, tzinfo=UTC))
        assert (await sync.due(), await sync.due()) == (1, 0)
        await sync.work()
        assert (sync.last.trigger, sync.last.state) == (SyncTrigger.SCHEDULED, SyncState.DONE)
    sync.stage.clock.advance(4 * DAY)
    assert (await sync.due(), await sync.due()) == (1, 0)
    assert sync.stage.kept(SyncTimes)[0].next_at == datetime(2026, 11, 27, 2, 30, tzinfo=UTC)


async def test_each_step_is_told_to_whoever_follows(sync: Sync) -> None:
    sync.post(45)
    await sync.whole()
    follow = FollowSync(sync.stage.units, sync.stage.feed)
    steps = await follow(FollowSyncQuery(CREATOR, sync.account_id))
    last = await anext(steps)
    await steps.aclose()
    assert not isinstance(last, Gap)
    assert (last.run.state, last.run.seen, last.run.ended_at) == ("done", 45, sync.last.ended_at)
    logged = [entry.payload for entry in sync.stage.storage.entries(account_sync(sync.account_id))]
    told = [(one["state"], one["step"], one["seen"]) for one in logged]
    assert told == [
        ("queued", "profile", 0), ("running", "profile", 0), ("running", "walk", 0), ("running", "walk", 20),
        ("running", "walk", 40), ("done", "walk", 45),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        await follow(FollowSyncQuery(STRANGER, sync.account_id))
