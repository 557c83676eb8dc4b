"""The contracts of ConsentedReadings and CreatorReadings, and of the reads of both."""

from dataclasses import replace
from datetime import date, timedelta

from creatorport.application.insight_views import OwnDay
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Reach
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, CreatorId, MemberId, WorkspaceId
from creatorport.domain.insights.audience import Audience, Dimension, Distribution, Share
from creatorport.domain.insights.days import AccountDay, DayCounts
from creatorport.domain.insights.reading import Reading, ReadingKind, Told
from creatorport.domain.insights.videos import WatchedVideo
from creatorport.domain.pedigree import Absence, Pedigree, Source
from creatorport.domain.profile_history import ProfileSnapshot
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, campaign, creator, later, post
from tests.contract.persistence.test_business_connections import ONE, TWO, connection

HOUR = timedelta(hours=1)
MARA = CreatorId("creator-mara.cooks")
TOLD = Told(
    Audience((Distribution(Dimension.COUNTRY, (Share("US", 0.61), Share("DE", 0.2))),)),
    tuple(float(hour) for hour in range(24)),
    (WatchedVideo("7678907398077074696", NOW, Counts(2**53 + 1, 5, None, 0), 7, 8.37, 0.21),),
)
ORGANIC = Reading.taken(ReadingKind.ORGANIC, TOLD, NOW, HOUR)
PUBLIC = Reading.taken(ReadingKind.PUBLIC_VIDEOS, Told(videos=TOLD.videos), NOW, HOUR)


def day(number: int, followers: int | None = 100, at: int = 0) -> AccountDay:
    return AccountDay(date(2026, 11, number), DayCounts(followers, 3, 1, 50, 2, 5, 0, None), later(at))


async def stored(
    backend: Backend, workspace: WorkspaceId = LUMEN, account_id: AccountId = ONE, open_id: str = "biz-1"
) -> None:
    async with backend.units() as uow:
        await uow.accounts.add(account(account_id, f"open-{account_id}", workspace))
        await uow.business.add(connection(workspace, account_id, open_id))
        await uow.commit()


def fresh(kind: ReadingKind) -> Reading:
    return Reading.taken(kind, Told(), NOW, 2 * HOUR)


async def kept(backend: Backend, workspace: WorkspaceId = LUMEN, account_id: AccountId = ONE) -> None:
    async with backend.units() as uow:
        await uow.consented.put(workspace, account_id, ORGANIC)
        await uow.consented.put_days(workspace, account_id, [day(18), day(19)])
        await uow.commit()


async def test_a_reading_comes_back_as_it_was_and_a_newer_one_takes_its_place(backend: Backend) -> None:
    await stored(backend)
    await kept(backend)
    async with backend.units() as uow:
        assert await uow.consented.of(LUMEN, ONE) == {ReadingKind.ORGANIC: ORGANIC}
        assert await uow.consented.of(UMBRA, ONE) == {}
        failed = ORGANIC.failed("TIKTOK_ANSWER_LOST", later(5))
        await uow.consented.put(LUMEN, ONE, failed)
        await uow.consented.put(LUMEN, ONE, Reading.refused(ReadingKind.AUTHORIZED, Absence.NOT_PERMITTED, NOW))
        await uow.commit()
    async with backend.units() as uow:
        found = await uow.consented.of(LUMEN, ONE)
    assert found[ReadingKind.ORGANIC] == failed
    assert found[ReadingKind.AUTHORIZED].absence is Absence.NOT_PERMITTED


async def test_a_day_is_corrected_in_its_place(backend: Backend) -> None:
    await stored(backend)
    await kept(backend)
    async with backend.units() as uow:
        await uow.consented.put_days(LUMEN, ONE, [day(19, 200, at=9), day(20, None)])
        await uow.consented.put_days(LUMEN, ONE, [])
        await uow.commit()
    shown = (await backend.reads.insights.of_accounts(LUMEN, [ONE], 60))[ONE]
    assert shown.days == (day(18), day(19, 200, at=9), day(20, None))
    assert (await backend.reads.insights.of_accounts(LUMEN, [ONE], 2))[ONE].days == shown.days[1:]


async def test_everything_of_an_account_is_forgotten_and_nothing_of_others(backend: Backend) -> None:
    await stored(backend)
    await stored(backend, UMBRA)
    await kept(backend)
    await kept(backend, UMBRA)
    async with backend.units() as uow:
        assert await uow.consented.forget(LUMEN, ONE) == 3
        assert await uow.consented.forget(LUMEN, ONE) == 0
        await uow.commit()
    async with backend.units() as uow:
        assert await uow.consented.of(LUMEN, ONE) == {}
        assert (await uow.consented.of(UMBRA, ONE)).keys() == {ReadingKind.ORGANIC}
    assert len((await backend.reads.insights.of_accounts(UMBRA, [ONE], 60))[ONE].days) == 2
    assert (await backend.reads.insights.of_accounts(LUMEN, [ONE], 60))[ONE].days == ()


async def test_accounts_are_due_that_have_nothing_or_nothing_fresh_and_a_working_grant(backend: Backend) -> None:
    await stored(backend)
    await stored(backend, LUMEN, TWO, "biz-2")
    await stored(backend, UMBRA, ONE, "biz-3")
    await kept(backend)
    async with backend.units() as uow:
        assert await uow.consented.due(later(59), 10) == [(LUMEN, TWO), (UMBRA, ONE), (LUMEN, ONE)]
        await uow.consented.put(LUMEN, ONE, Reading.refused(ReadingKind.AUTHORIZED, Absence.NOT_PERMITTED, NOW))
        await uow.consented.put(LUMEN, ONE, fresh(ReadingKind.OWN_VIDEOS).failed("X", later(30)))
        lost = (await uow.business.load(UMBRA, ONE)).lose_grant("revoked", NOW)
        await uow.business.save(lost)
        await uow.commit()
    async with backend.units() as uow:
        assert await uow.consented.due(later(59), 10) == [(LUMEN, TWO)]
        assert await uow.consented.due(later(60), 10) == [(LUMEN, TWO), (LUMEN, ONE)]
        assert await uow.consented.due(later(60), 1) == [(LUMEN, TWO)]
        await uow.consented.put(LUMEN, ONE, fresh(ReadingKind.ORGANIC))
        assert await uow.consented.due(later(89), 10) == [(LUMEN, TWO)]
        assert await uow.consented.due(later(90), 10) == [(LUMEN, TWO), (LUMEN, ONE)]


async def test_what_outlived_its_grant_is_orphaned_after_a_while_or_at_once(backend: Backend) -> None:
    for workspace, account_id, open_id in ((LUMEN, ONE, "b-1"), (LUMEN, TWO, "b-2"), (UMBRA, ONE, "b-3")):
        await stored(backend, workspace, account_id, open_id)
        await kept(backend, workspace, account_id)
    async with backend.units() as uow:
        await uow.business.save((await uow.business.load(LUMEN, ONE)).lose_grant("revoked", later(5)))
        deleted = LossCause.ACCOUNT_DELETED
        await uow.business.save((await uow.business.load(LUMEN, TWO)).lose_grant("gone", later(5), loss=deleted))
        await uow.commit()
    async with backend.units() as uow:
        assert await uow.consented.orphaned(later(4), 10) == [(LUMEN, TWO)]
        assert await uow.consented.orphaned(later(5), 10) == [(LUMEN, ONE), (LUMEN, TWO)]
        await uow.consented.forget(LUMEN, ONE)
        assert await uow.consented.orphaned(later(5), 10) == [(LUMEN, TWO)]


async def test_a_creators_reading_comes_back_within_its_workspace(backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.creators.put([creator()])
        await uow.creator_readings.put(LUMEN, MARA, PUBLIC)
        await uow.creator_readings.put(LUMEN, MARA, PUBLIC.failed("TIKTOK_THROTTLED", later(3)))
        await uow.commit()
    async with backend.units() as uow:
        found = await uow.creator_readings.of(LUMEN, MARA)
        assert await uow.creator_readings.of(UMBRA, MARA) == {}
    assert found == {ReadingKind.PUBLIC_VIDEOS: PUBLIC.failed("TIKTOK_THROTTLED", later(3))}


async def test_an_account_and_a_creator_of_one_handle_are_shown_with_what_both_tell(backend: Backend) -> None:
    await stored(backend)
    await kept(backend)
    async with backend.units() as uow:
        await uow.creators.put([creator(), creator("ben")])
        await uow.creator_readings.put(LUMEN, MARA, PUBLIC)
        await uow.commit()
    reads = backend.reads.insights
    mine = (await reads.of_accounts(LUMEN, [ONE], 60))[ONE]
    hers = await reads.of_creators(LUMEN, [MARA, CreatorId("creator-ben")], 60)
    assert mine == hers[MARA]
    assert mine.readings == {ReadingKind.ORGANIC: ORGANIC, ReadingKind.PUBLIC_VIDEOS: PUBLIC}
    assert mine.handle == "Mara.Cooks"
    assert mine.granted == frozenset({"biz.creator.info"})
    nobody = hers[CreatorId("creator-ben")]
    assert (nobody.granted, nobody.readings, nobody.days, nobody.history) == (None, {}, (), ())


async def test_no_other_workspace_sees_what_was_consented_to_this_one(backend: Backend) -> None:
    await stored(backend)
    await kept(backend)
    async with backend.units() as uow:
        # The rival has found the same creator, and has the same account connected without its further consent.
        await uow.creators.put([creator(workspace=UMBRA)])
        await uow.accounts.add(account(ONE, "open-theirs", UMBRA))
        await uow.commit()
    reads = backend.reads.insights
    theirs = (await reads.of_accounts(UMBRA, [ONE], 60))[ONE]
    assert (theirs.granted, theirs.readings, theirs.days) == (None, {}, ())
    found = (await reads.of_creators(UMBRA, [MARA], 60))[MARA]
    assert (found.granted, found.readings, found.days) == (None, {}, ())
    assert await reads.of_creators(LUMEN, [MARA], 60) == {}


async def test_only_the_owners_accounts_are_shown_where_one_is_named(backend: Backend) -> None:
    await stored(backend)
    reads = backend.reads.insights
    assert (await reads.of_accounts(LUMEN, [ONE], 60, owner=account().owner)).keys() == {ONE}
    assert await reads.of_accounts(LUMEN, [ONE], 60, owner=MemberId("somebody")) == {}


async def test_our_own_history_is_told_by_its_last_capture_of_each_day(backend: Backend) -> None:
    await stored(backend)
    captured = [(NOW, 100), (NOW + HOUR, 101), (NOW + timedelta(days=1), 110)]
    async with backend.units() as uow:
        for at, followers in captured:
            reach = Reach(followers, 1, 1, 1)
            pedigree = Pedigree(Source.TIKTOK_DISPLAY, at, at + HOUR)
            await uow.videos.append_profile(LUMEN, ONE, ProfileSnapshot(reach, pedigree, fell=False))
        await uow.commit()
    shown = (await backend.reads.insights.of_accounts(LUMEN, [ONE], 60))[ONE]
    assert shown.history == (
        OwnDay(date(2026, 11, 20), 101, NOW + HOUR),
        OwnDay(date(2026, 11, 21), 110, NOW + timedelta(days=1)),
    )


async def test_the_campaigns_of_a_creators_posts_are_told_the_newest_first(backend: Backend) -> None:
    async with backend.units() as uow:
        for name in ("campaign-1", "campaign-2"):
            await uow.campaigns.add(replace(campaign(name), name=name))
        await uow.creators.put([creator(), creator("ben")])
        await uow.posts.add(post("p-1", "1"))
        await uow.posts.add(post("p-2", "2", campaign_name="campaign-2", at=later(1)))
        await uow.posts.add(post("p-3", "3", at=later(2)))
        await uow.posts.add(post("p-4", "4", handle="ben", at=later(3)))
        await uow.commit()
    async with backend.units() as uow:
        assert await uow.posts.campaigns_of(LUMEN, MARA, 9) == ["campaign-1", "campaign-2"]
        assert await uow.posts.campaigns_of(LUMEN, MARA, 1) == ["campaign-1"]
        assert await uow.posts.campaigns_of(UMBRA, MARA, 9) == []
    assert Handle.of("mara.cooks") == creator().handle
