"""The planner's rounds in memory: what is enqueued, for whom, and what becomes of it."""

from datetime import timedelta

import pytest

from creatorport.application.planning.allowance import calls_per_day, credit, syncs_now
from creatorport.application.planning.round import PlanRound
from creatorport.application.ports.jobs import RefreshKnown
from creatorport.application.ports.planning import Pace
from creatorport.application.ports.quotas import DayLeft
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.use_cases.refresh_known_things import RefreshKnownThings
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo
from creatorport.domain.counts import Counts
from creatorport.domain.freshness.estimate import ChangeRate
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.sync import SyncRun, SyncState, SyncTrigger
from tests.fakes.clock import START
from tests.fakes.connected import connected_account
from tests.fakes.plans import Belief
from tests.fakes.quotas import FakeQuotas
from tests.unit.application.stage import LUMEN, STRANGER, Stage
from tests.unit.application.test_connect import MARA
from tests.unit.application.test_fresh_tokens import fresh_tokens
from tests.unit.application.test_sync import FRESH_FOR, Sync, connect

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Planning:
    """A synced account with some videos, under a planner with so many calls a day."""

    def __init__(self, sync: Sync, most: int = 240) -> None:
        self.sync, self.stage = sync, sync.stage
        self.quotas = FakeQuotas(self.stage.clock)
        self.round = PlanRound(self.stage.units, self.stage.clock, self.quotas, most, timedelta(minutes=1))

    async def plan(self, after: timedelta) -> list[RefreshKnown]:
        self.stage.clock.advance(after)
        await self.round()
        return [job for job in self.stage.jobs if isinstance(job, RefreshKnown)]

    async def refresh(self) -> None:
        """Do what was planned."""
        stage = self.stage
        refresh = RefreshKnownThings(
            stage.units,
            stage.clock,
            AsAccount(fresh_tokens(stage)),
            stage.profiles,
            self.sync.videos,
            self.sync.begin,
            FRESH_FOR,
        )
        jobs = [one.job for one in stage.storage.jobs if isinstance(one.job, RefreshKnown)]
        stage.storage.jobs = [one for one in stage.storage.jobs if not isinstance(one.job, RefreshKnown)]
        for job in jobs:
            await refresh(job)


async def planning(videos: int = 45, most: int = 240) -> Planning:
    sync = await connect(Stage())
    sync.post(videos)
    await sync.whole()
    sync.calls.clear()
    sync.videos.troubles.calls.clear()
    return Planning(sync, most)


async def test_a_round_asks_for_what_is_due_twenty_videos_at_a_time() -> None:
    here = await planning(most=24_000)
    jobs = await here.plan(6 * HOUR)
    assert sorted(len(job.video_ids) for job in jobs) == [0, 5, 20, 20]
    assert {video for job in jobs for video in job.video_ids} == {str(number) for number in range(1, 46)}
    await here.refresh()
    assert here.sync.calls == {"profiles.read": 1, "videos.query": 3}
    assert {one.seen_at for one in here.stage.kept(AccountVideo)} == {START + 6 * HOUR}
    assert here.sync.videos.spent[-3:] == here.stage.profiles.spent[-1:] * 3 == [LUMEN] * 3


async def test_what_was_asked_for_is_not_asked_for_again_until_it_is_late() -> None:
    here = await planning(most=24_000)
    assert len(await here.plan(6 * HOUR)) == 4
    assert len(await here.plan(timedelta(minutes=10))) == 4
    assert len(await here.plan(timedelta(minutes=6))) == 8
    await here.refresh()
    # The later four found everything refreshed by the earlier.
    assert here.sync.calls == {"profiles.read": 1, "videos.query": 3}


async def test_a_round_enqueues_no_more_than_came_together_since_the_last() -> None:
    here = await planning(videos=120, most=48)
    assert len(await here.plan(6 * HOUR)) == 2
    assert len(await here.plan(HOUR / 2)) == 3
    # A pause brings one hour's calls and no more.
    assert len(await here.plan(DAY)) == 5


async def test_a_spent_quota_leaves_nothing_to_plan_with() -> None:
    here = await planning()
    here.quotas.limit, here.quotas.spent = 100, {LUMEN: 100}
    assert await here.plan(6 * HOUR) == []
    here.quotas.spent = {LUMEN: 98}
    assert len(await here.plan(HOUR)) == 2


async def test_what_changes_is_learned_and_told_from_what_stands_still() -> None:
    here = await planning(videos=2, most=24_000)
    for hours in range(1, 6):
        here.sync.videos.count(MARA, "1", Counts(100 * 2**hours, 10, 1, 0))
        await here.plan(HOUR)
        await here.refresh()
    await here.plan(HOUR)
    (moving, still) = (
        here.stage.storage.read(("belief", LUMEN, f"{here.sync.account_id}.{video}")) for video in ("1", "2")
    )
    assert isinstance(moving, Belief)
    assert isinstance(still, Belief)
    assert moving.rate.factor > 2 * still.rate.factor
    assert still.rate.factor < ChangeRate().factor


async def test_a_video_that_is_left_out_of_an_answer_has_the_complete_list_walked() -> None:
    here = await planning(most=24_000)
    here.sync.videos.take_down(MARA, "7")
    await here.plan(6 * HOUR)
    await here.refresh()
    run = here.sync.last
    assert (run.trigger, run.whole, run.state) == (SyncTrigger.PLANNED, True, SyncState.QUEUED)
    here.stage.clock.advance(HOUR)
    await here.sync.work()
    assert here.sync.last.tally.vanished == 1


async def test_a_limit_or_a_hiccup_is_left_to_the_next_round_and_a_refusal_is_kept() -> None:
    here = await planning(videos=1, most=24_000)
    await here.plan(6 * HOUR)
    here.sync.videos.troubles.throttle("videos.query", retry_after=60)
    await here.refresh()
    assert here.stage.kept(TikTokAccount)[0].failure is None
    await here.plan(HOUR)
    here.sync.videos.troubles.refuse("videos.query")
    here.sync.videos.troubles.refuse("profiles.read")
    await here.refresh()
    failure = here.stage.kept(TikTokAccount)[0].failure
    assert failure is not None
    assert failure.code == "TIKTOK_REFUSED"
    assert await here.plan(timedelta(minutes=30)) == []
    assert len(await here.plan(timedelta(minutes=31))) == 2


async def test_an_account_that_is_let_go_is_not_called_for() -> None:
    here = await planning(videos=3, most=24_000)
    await here.plan(6 * HOUR)
    async with here.stage.units() as uow:
        account = await uow.accounts.load(LUMEN, here.sync.account_id)
        await uow.accounts.save(account.disconnect(here.stage.clock.now()))
        await uow.commit()
    await here.refresh()
    assert here.sync.calls == {}
    assert await here.plan(HOUR) == []


async def test_a_crowded_workspace_takes_nothing_from_a_small_one() -> None:
    here = await planning(videos=120, most=96)
    stage = here.stage
    small = await connected_account(stage.units, stage.clock, stage.profiles, MARA, STRANGER, name="account-2")
    jobs = [job for _ in range(4) for job in [*await here.plan(HOUR)]]
    assert jobs
    shares = {key[1]: value for key, value in stage.storage.records.items() if key[0] == "share"}
    assert shares[LUMEN][1] == shares[WorkspaceId("umbra")][1] == 48
    assert shares[LUMEN][0] == pytest.approx(96 - shares[WorkspaceId("umbra")][0])
    assert [job for job in jobs if job.account_id == small.id]


def test_the_planner_gets_what_the_syncs_leave_of_the_quota_and_half_of_it_at_least() -> None:
    assert calls_per_day(20_000, None, 700) == 20_000
    assert calls_per_day(20_000, DayLeft(1_000, 900), 300) == 700
    assert calls_per_day(20_000, DayLeft(1_000, 900), 900) == 500
    assert calls_per_day(200, DayLeft(1_000, 900), 0) == 200


def test_credit_is_what_came_together_and_never_more_than_is_left() -> None:
    assert credit(Pace(START, 0.5), HOUR / 2, 48, None) == 1.5
    assert credit(Pace(START, 0.5), DAY, 48, None) == 2
    assert credit(Pace(), None, 240, DayLeft(1_000, 3)) == 3
    assert credit(Pace(START, 0.25), timedelta(0), 2, None) == 0.25


def test_scheduled_syncs_leave_what_promises_take_until_midnight() -> None:
    noon = START.replace(hour=12)
    assert syncs_now(Pace(promised=100), None, noon, 200) == 200
    assert syncs_now(Pace(promised=100), DayLeft(1_000, 80), noon, 200) == 10
    assert syncs_now(Pace(promised=100), DayLeft(1_000, 20), noon, 200) == 0


async def test_scheduled_syncs_wait_where_promises_need_the_rest_of_the_day() -> None:
    here = await planning()
    quotas = here.sync.due.quotas
    assert isinstance(quotas, FakeQuotas)
    quotas.limit, quotas.spent = 100, {LUMEN: 99}
    here.stage.clock.advance(DAY)
    assert await here.sync.due() == 0
    assert len(here.stage.kept(SyncRun)) == 1
    quotas.spent = {}
    assert await here.sync.due() == 1
