"""The contracts of Plans and Promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.planning import Capture, Learned, Pace
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo, VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Reach
from creatorport.domain.errors import NotFound
from creatorport.domain.freshness.estimate import ChangeRate
from creatorport.domain.freshness.pledge import FreshnessPromise, PromiseSubject
from creatorport.domain.freshness.promise import Ledger
from creatorport.domain.ids import AccountId, PromiseId, SyncRunId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import SyncRun, SyncTrigger
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, account, creator, grant, later, post, running

ONE = AccountId("account-1")
SCOPES = frozenset({"user.info.basic", "user.info.stats", "video.list"})
HOUR = timedelta(hours=1)


def granted(
    name: str = "account-1", open_id: str = "open-mara", workspace: WorkspaceId = LUMEN, scopes: frozenset[str] = SCOPES
) -> TikTokAccount:
    return replace(account(name, open_id, workspace), grant=grant(scopes=scopes), requested_scopes=scopes)


def video(video_id: str) -> AccountVideo:
    facts = VideoFacts(published_at=later(-60 * int(video_id)))
    return AccountVideo.found(LUMEN, ONE, video_id, facts=facts, counts=Counts(100), pedigree=read(0))


def seen(video_id: str, minutes: float, views: int = 100) -> AccountVideo:
    """The video as it was seen again later."""
    known = video(video_id)
    return known.see(known.facts, Counts(views), read(minutes))


def read(minutes: float) -> Pedigree:
    return Pedigree(Source.TIKTOK_DISPLAY, later(minutes), later(minutes) + timedelta(hours=24))


def promise(
    name: str = "promise-1",
    subject: PromiseSubject = PromiseSubject.ACCOUNT,
    subject_id: str = ONE,
    *,
    hours: float = 6,
    minutes: float = 0,
) -> FreshnessPromise:
    return FreshnessPromise(PromiseId(name), LUMEN, subject, subject_id, timedelta(hours=hours), IDA, later(minutes))


@pytest.fixture
async def stocked(units: UnitsOfWork) -> UnitsOfWork:
    """Three videos of an account, one of them in a running campaign; a second account without any right to them."""
    async with units() as uow:
        await uow.accounts.add(granted())
        await uow.accounts.add(granted("account-2", "open-ben", scopes=frozenset({"user.info.basic"})))
        await uow.accounts.add(granted(workspace=UMBRA))
        await uow.campaigns.add(running())
        await uow.creators.put([creator()])
        await uow.posts.add(post("p-1", "2"))
        await uow.videos.put([video("1"), video("2"), video("3").miss(NOW)])
        await uow.videos.put([seen("1", 30, 150)])
        reach = Reach(1_000, 2, 3, 4)
        await uow.videos.append_profile(LUMEN, ONE, ProfileSnapshot(reach, read(0), fell=False))
        await uow.commit()
    return units


async def test_what_can_be_refreshed_is_told_with_all_that_decides_when(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.promises.add(promise())
        await uow.promises.add(promise("promise-2", PromiseSubject.CAMPAIGN, "campaign-1", hours=3))
        await uow.plans.note_asked([(LUMEN, "account-1.2")], later(1))
        await uow.commit()
    async with stocked() as uow:
        found = {one.key: one for one in await uow.plans.refreshables(NOW, workspace_id=LUMEN)}
        everywhere = await uow.plans.refreshables(NOW)
    assert list(found) == ["account-1.1", "account-1.2", "profile:account-1"]
    assert [(one.bound, one.live, one.video_id, one.videos) for one in found.values()] == [
        (0.25, False, "1", 2),
        (0.125, True, "2", 2),
        (0.25, True, None, 0),
    ]
    assert [one.captured_at for one in found.values()] == [later(30), NOW, account().profile_at]
    assert found["account-1.2"].asked_at == later(1)
    assert found["account-1.1"].belief == ChangeRate()
    assert not any(one.watched for one in found.values())
    assert {one.workspace_id for one in everywhere} == {LUMEN, UMBRA}


async def test_an_account_that_failed_a_moment_ago_or_lost_its_grant_is_left_alone(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        held = await uow.accounts.load(LUMEN, ONE)
        await uow.accounts.save(held.fail("TIKTOK_REFUSED", "no", NOW))
        await uow.commit()
    async with stocked() as uow:
        assert await uow.plans.refreshables(later(59), workspace_id=LUMEN) == []
        assert len(await uow.plans.refreshables(later(61), workspace_id=LUMEN)) == 3


async def test_captures_are_learned_once(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        found = {one.key: one for one in await uow.plans.unlearned(100) if one.workspace_id == LUMEN}
        assert list(found) == ["account-1.1", "account-1.2", "profile:account-1"]
        first = found["account-1.1"]
        assert (first.belief, first.learned_at, first.published_at) == (ChangeRate(), None, later(-60))
        assert first.captures == (Capture(NOW, Counts(100)), Capture(later(30), Counts(150)))
        assert found["profile:account-1"].captures == (Capture(NOW, Reach(1_000, None, None, None)),)
        await uow.plans.learn(
            [Learned(key, LUMEN, ChangeRate(2.0, 0.5), one.captures[-1].at) for key, one in found.items()]
        )
        await uow.commit()
    async with stocked() as uow:
        assert [one for one in await uow.plans.unlearned(100) if one.workspace_id == LUMEN] == []
        await uow.videos.put([seen("1", 90, 151)])
        await uow.commit()
    async with stocked() as uow:
        (again,) = [one for one in await uow.plans.unlearned(100) if one.workspace_id == LUMEN]
        assert (again.belief, again.learned_at) == (ChangeRate(2.0, 0.5), later(30))
        assert again.captures == (Capture(later(30), Counts(150)), Capture(later(90), Counts(151)))


async def test_asking_for_a_refresh_does_not_touch_what_was_learned(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.plans.learn([Learned("account-1.1", LUMEN, ChangeRate(3.0, 2.0), NOW)])
        await uow.plans.note_asked([(LUMEN, "account-1.1")], later(5))
        await uow.commit()
    async with stocked() as uow:
        (known, *_) = await uow.plans.refreshables(NOW, workspace_id=LUMEN)
    assert (known.belief, known.asked_at) == (ChangeRate(3.0, 2.0), later(5))


async def test_a_round_waits_for_the_one_before_it(units: UnitsOfWork) -> None:
    async def round_() -> float:
        async with units() as uow:
            pace = await uow.plans.lock_pace()
            await asyncio.sleep(0)
            await uow.plans.keep_pace(Pace(NOW, pace.credit + 1))
            await uow.commit()
            return pace.credit

    assert sorted(await asyncio.gather(*(round_() for _ in range(4)))) == [0, 1, 2, 3]
    async with units() as uow:
        assert await uow.plans.lock_pace() == Pace(NOW, 4)


async def test_the_pace_can_be_read_beside_a_round(units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.plans.pace() == Pace()
        await uow.plans.lock_pace()
        await uow.plans.keep_pace(Pace(NOW, 2.5, 40.0))
        await uow.commit()
    async with units() as uow:
        assert await uow.plans.pace() == Pace(NOW, 2.5, 40.0)


async def test_shares_are_remembered(units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.plans.share(LUMEN) is None
        await uow.plans.keep_shares({LUMEN: (700.0, 500.0), UMBRA: (300.0, 500.0)})
        await uow.plans.keep_shares({LUMEN: (600.0, 500.0)})
        await uow.plans.keep_shares({})
        await uow.commit()
    async with units() as uow:
        assert (await uow.plans.share(LUMEN), await uow.plans.share(UMBRA)) == ((600.0, 500.0), (300.0, 500.0))


async def test_the_calls_of_runs_are_counted_since_an_instant(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        for number, minutes in enumerate((-10, 0, 10)):
            run = SyncRun(
                SyncRunId(f"r{number}"), LUMEN, ONE, SyncTrigger.PLANNED, whole=True, queued_at=later(minutes)
            )
            await uow.syncs.add(run.spend(number + 1).start(NOW).finish(NOW))
        await uow.commit()
    async with stocked() as uow:
        assert [await uow.plans.calls_of_syncs(later(minutes)) for minutes in (-60, 0, 10, 11)] == [6, 5, 3, 0]


async def test_a_promise_is_kept_with_its_ledger(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.promises.add(promise(minutes=-30))
        await uow.promises.add(promise("promise-2", PromiseSubject.CAMPAIGN, "campaign-1", hours=1, minutes=10))
        await uow.videos.put([seen("2", 50)])
        await uow.videos.put([seen("2", 200)])
        await uow.commit()
    async with stocked() as uow:
        campaign, own = await uow.promises.kept(LUMEN)
        assert await uow.promises.kept(UMBRA) == []
        keys = await uow.promises.keys(LUMEN, PromiseSubject.ACCOUNT, ONE)
    assert (campaign.promise.id, own.promise) == ("promise-2", promise(minutes=-30))
    hour = timedelta(hours=1)
    assert campaign.ledgers == (Ledger("account-1.2", hour, later(10), later(200), timedelta(minutes=150), 1, 2),)
    assert own.ledgers == (
        Ledger("account-1.1", 6 * HOUR, NOW, later(30), timedelta(minutes=30), 0, 1),
        Ledger("account-1.2", 6 * HOUR, NOW, later(200), timedelta(minutes=150), 0, 2),
        Ledger("profile:account-1", 6 * HOUR, later(-30), NOW, timedelta(minutes=30), 0, 1),
    )
    assert set(keys) == {one.key for one in own.ledgers}


async def test_a_withdrawn_promise_counts_nothing_that_came_after(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.promises.add(promise())
        held = await uow.promises.lock(LUMEN, PromiseId("promise-1"))
        await uow.promises.save(held.withdraw(later(40)))
        await uow.videos.put([seen("1", 1_000)])
        await uow.commit()
    async with stocked() as uow:
        (kept,) = await uow.promises.kept(LUMEN)
        assert await uow.promises.lock_all(LUMEN) == []
        (first, *_) = kept.ledgers
        assert (first.refreshed_at, first.breaches) == (later(30), 0)
        assert all(one.bound is None for one in await uow.plans.refreshables(NOW))
        with pytest.raises(NotFound):
            await uow.promises.lock(UMBRA, PromiseId("promise-1"))


async def test_promises_of_a_workspace_are_made_one_after_the_other(stocked: UnitsOfWork) -> None:
    async def make(number: int) -> int:
        async with stocked() as uow:
            held = await uow.promises.lock_all(LUMEN)
            await asyncio.sleep(0)
            await uow.promises.add(promise(f"p{number}", PromiseSubject.CAMPAIGN, f"c{number}"))
            await uow.commit()
            return len(held)

    assert sorted(await asyncio.gather(*(make(number) for number in range(4)))) == [0, 1, 2, 3]
