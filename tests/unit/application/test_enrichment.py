"""Creators' public pages: read within the budget, kept with their pedigree, never wiped."""

from datetime import timedelta

import pytest

from creatorport.application.enrichment import Enrich
from creatorport.application.ports.jobs import EnrichCreators
from creatorport.application.use_cases.enrich_due import EnrichDue
from creatorport.application.use_cases.enrich_found import BATCH, PAUSE, TROUBLE, EnrichFound
from creatorport.application.use_cases.refresh_creators import RefreshCreators, RefreshCreatorsCommand, Refreshed
from creatorport.domain.creator import Creator
from creatorport.domain.errors import (
    InvalidValue,
    MarketplaceNotConnected,
    NotAllowed,
    NotFound,
    TikTokThrottled,
    TikTokTokenRejected,
)
from creatorport.domain.ids import CreatorId
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Absence, Source
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, UMBRA, VIEWER, Stage

WEEK = timedelta(days=7)


async def stocked(*handles: str) -> tuple[Stage, tuple[CreatorId, ...]]:
    stage = Stage()
    await stage.connect_marketplace()
    return stage, await stage.know(*handles)


def enrich(stage: Stage) -> Enrich:
    return Enrich(stage.units, stage.clock, stage.one.pages, WEEK)


async def run(stage: Stage) -> None:
    await EnrichFound(stage.units, stage.clock, enrich(stage))(EnrichCreators(LUMEN))


async def refresh(stage: Stage, *ids: CreatorId, by: Member = MANAGER) -> Refreshed:
    return await RefreshCreators(stage.units, stage.clock, enrich(stage))(RefreshCreatorsCommand(by, ids))


def known(stage: Stage, handle: str) -> Creator:
    (found,) = [one for one in stage.kept(Creator) if one.handle.key == handle]
    return found


def attempts(stage: Stage) -> dict[str, Absence | None]:
    return {one.handle.key: one.attempt.cause for one in stage.kept(Creator) if one.attempt}


async def test_a_page_is_kept_with_its_pedigree() -> None:
    stage, _ = await stocked("ana")
    stage.one.onboard("ana", engagement_rate=0.0847, price=500, labels=frozenset({"11002002"}), followers=77)
    await run(stage)
    ana, now = known(stage, "ana"), stage.clock.now()
    assert ana.public is not None
    assert (ana.public.engagement_rate, ana.public.starting_price) == (0.0847, Money.of(500, "USD"))
    assert [label.id for label in ana.public.content_labels] == ["11002002"]
    assert (ana.public.pedigree.captured_at, ana.public.pedigree.fresh_until) == (now, now + WEEK)
    assert (ana.reach.followers, ana.pedigree.source) == (77, Source.TIKTOK_ONE_PUBLIC)
    assert stage.jobs == []


async def test_a_fresh_page_is_not_read_again_and_an_old_one_only_of_those_who_are_wanted() -> None:
    stage, (ana, _) = await stocked("ana", "ben")
    await run(stage)
    async with stage.units() as uow:
        await uow.creators.want(LUMEN, [ana])
        await uow.commit()
    await run(stage)
    assert stage.one.troubles.calls["pages.read"] == 2
    stage.clock.advance(WEEK)
    await run(stage)
    assert stage.one.troubles.calls["pages.read"] == 3


async def test_one_who_left_and_one_whose_answer_was_lost_do_not_hold_up_the_others() -> None:
    stage, _ = await stocked("ana", "ben", "cat")
    del stage.one.creators[known(stage, "ben").handle]
    stage.one.troubles.lose_answer("pages.read")
    await run(stage)
    causes = attempts(stage)
    assert causes.pop("ben") is Absence.GONE
    assert sorted(causes.values(), key=str) == [Absence.ERROR, None]


async def test_a_failure_keeps_what_was_read_before() -> None:
    stage, (ana,) = await stocked("ana")
    await run(stage)
    before = known(stage, "ana").public
    stage.clock.advance(timedelta(hours=1))
    stage.one.troubles.lose_answer("pages.read")
    await refresh(stage, ana)
    assert known(stage, "ana").public == before
    assert attempts(stage) == {"ana": Absence.ERROR}


async def test_a_spent_budget_keeps_what_was_read_and_comes_back_when_there_is_room() -> None:
    stage, _ = await stocked("ana", "ben", "cat")
    stage.one.troubles.throttle("pages.read", retry_after=90)
    await run(stage)
    assert attempts(stage) == {}
    assert [(one.job, one.after) for one in stage.storage.jobs] == [(EnrichCreators(LUMEN), timedelta(seconds=90))]


async def test_a_tiktok_that_is_away_is_left_alone_for_a_while() -> None:
    stage, _ = await stocked("ana", "ben")
    stage.one.troubles.unreachable("pages.read")
    await run(stage)
    assert [one.after for one in stage.storage.jobs] == [TROUBLE]
    assert attempts(stage) == {}


async def test_more_than_a_batch_goes_on_after_a_pause() -> None:
    stage, _ = await stocked(*(f"c{number:02d}" for number in range(BATCH + 1)))
    await run(stage)
    assert (stage.one.troubles.calls["pages.read"], [one.after for one in stage.storage.jobs]) == (BATCH, [PAUSE])


async def test_a_rejected_token_ends_it_and_is_noted() -> None:
    stage, _ = await stocked("ana")
    stage.one.troubles.reject_token("pages.read")
    await run(stage)
    assert stage.marketplace().cause is not None
    await run(stage)
    assert (stage.jobs, stage.one.troubles.calls["pages.read"]) == ([], 1)


async def test_every_workspace_that_can_has_a_job_and_one_only() -> None:
    stage, _ = await stocked("ana")
    await stage.know("zoe", workspace_id=UMBRA)
    for _ in range(2):
        await EnrichDue(stage.units, stage.clock)()
    assert stage.jobs == [EnrichCreators(LUMEN)]


async def test_refreshing_reads_named_creators_now_and_nobody_twice_in_five_minutes() -> None:
    stage, (ana, ben) = await stocked("ana", "ben")
    assert await refresh(stage, ana, ana) == Refreshed(1, 0, None)
    stage.clock.advance(timedelta(minutes=4, seconds=59))
    assert await refresh(stage, ben, ana) == Refreshed(1, 1, None)
    stage.clock.advance(timedelta(seconds=1))
    assert await refresh(stage, ana) == Refreshed(1, 0, None)


async def test_refreshing_tells_what_stopped_it_and_keeps_the_rest() -> None:
    stage, ids = await stocked("ana", "ben", "cat")
    await refresh(stage, ids[0])
    stage.clock.advance(timedelta(hours=1))
    stage.one.troubles.lose_answer("pages.read")
    stage.one.troubles.throttle("pages.read", retry_after=90)
    done = await refresh(stage, *ids)
    assert (done.tiktok_calls, type(done.stopped)) == (1, TikTokThrottled)
    assert set(attempts(stage)) == {"ana"}
    stage.one.troubles.reject_token("pages.read")
    assert isinstance((await refresh(stage, *ids)).stopped, TikTokTokenRejected)
    with pytest.raises(MarketplaceNotConnected):
        await refresh(stage, *ids[1:])


async def test_refreshing_has_limits_and_asks_nothing_for_what_is_not_there() -> None:
    stage, (ana,) = await stocked("ana")
    for ids in ((), (ana,) * 21):
        with pytest.raises(InvalidValue) as refused:
            await refresh(stage, *ids)
        assert refused.value.field == "creatorIds"
    with pytest.raises(NotFound) as missing:
        await refresh(stage, ana, CreatorId("nobody"))
    assert missing.value.field == "creatorIds.1"
    with pytest.raises(NotFound):
        await refresh(stage, ana, by=STRANGER)
    for by in (VIEWER, CREATOR):
        with pytest.raises(NotAllowed):
            await refresh(stage, ana, by=by)
    assert stage.one.troubles.calls["pages.read"] == 0
