"""Discovering creators, in TikTok's order and by cursor."""

from datetime import timedelta

import pytest

from creatorport.application.ports.tiktok_one import CreatorOrder, CreatorQuery
from creatorport.application.use_cases.discover_creators import DiscoverCreators, DiscoverCreatorsQuery
from creatorport.application.views import CreatorView, Page, Slice
from creatorport.domain.creator import Creator
from creatorport.domain.errors import (
    InvalidValue,
    MarketplaceNotConnected,
    NotAllowed,
    TikTokTokenRejected,
    TikTokUnreachable,
)
from creatorport.domain.handle import Handle
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, UMBRA, VIEWER, Stage

DE = CreatorQuery(("DE",), order=CreatorOrder.FOLLOWERS)


async def market(many: int) -> Stage:
    stage = Stage()
    await stage.connect_marketplace()
    for number in range(many):
        stage.one.onboard(f"creator{number:03d}", country="DE", followers=10_000 - number)
    return stage


async def discover(
    stage: Stage,
    first: int = 10,
    after: str | None = None,
    *,
    by: Member = MANAGER,
    query: CreatorQuery = DE,
) -> Page[CreatorView]:
    use_case = DiscoverCreators(stage.units, stage.clock, stage.identities, stage.one.search, timedelta(hours=1))
    return await use_case(DiscoverCreatorsQuery(by, query, Slice(first, after)))


async def test_a_page_is_in_tiktoks_order_and_kept_with_its_pedigree() -> None:
    stage = await market(25)
    page = await discover(stage)
    assert [node.handle for node in page.nodes] == [f"creator{number:03d}" for number in range(10)]
    assert (page.total, page.has_next, page.has_previous) == (25, True, False)
    first, now = page.nodes[0], stage.clock.now()
    assert (first.followers, first.source) == (10_000, "TIKTOK_ONE_DISCOVER")
    assert (first.captured_at, first.fresh_until, first.found_at) == (now, now + timedelta(hours=1), now)
    assert {creator.id for creator in stage.kept(Creator)} == {node.id for node in page.nodes}
    assert {creator.workspace_id for creator in stage.kept(Creator)} == {LUMEN}


@pytest.mark.parametrize("first", [33, 100])
async def test_paging_meets_every_creator_once(first: int) -> None:
    stage = await market(130)
    met: list[str] = []
    after = None
    while True:
        page = await discover(stage, first, after)
        assert len(page.nodes) == len(page.cursors) == min(first, 130 - len(met))
        assert page.has_previous is bool(met)
        met += [node.handle for node in page.nodes]
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert met == [f"creator{number:03d}" for number in range(130)]


async def test_a_page_costs_one_call_and_two_where_it_straddles_a_hundred() -> None:
    stage = await market(130)
    calls = stage.one.troubles.calls
    page = await discover(stage, 90)
    assert calls["search.discover"] == 1
    await discover(stage, 10, page.cursors[-1])
    assert calls["search.discover"] == 2
    await discover(stage, 11, page.cursors[-1])
    assert calls["search.discover"] == 4


async def test_behind_the_last_there_is_nothing() -> None:
    stage = await market(3)
    page = await discover(stage, 3)
    assert not page.has_next
    beyond = await discover(stage, 3, page.cursors[-1])
    assert (beyond.nodes, beyond.cursors, beyond.total, beyond.has_next) == ([], [], 3, False)


async def test_a_search_that_finds_nobody_is_an_empty_page() -> None:
    page = await discover(await market(3), query=CreatorQuery(("FR",)))
    assert (page.nodes, page.total, page.has_next, page.has_previous) == ([], 0, False, False)


async def test_a_creator_found_again_keeps_the_id_and_gets_the_newer_numbers() -> None:
    stage = await market(1)
    (before,) = (await discover(stage)).nodes
    stage.one.onboard("creator000", country="DE", followers=20_000)
    stage.clock.advance(timedelta(days=1))
    (again,) = (await discover(stage)).nodes
    assert (again.id, again.followers, again.found_at) == (before.id, 20_000, before.found_at)
    assert again.captured_at == stage.clock.now()
    assert len(stage.kept(Creator)) == 1


async def test_each_workspace_finds_creators_of_its_own() -> None:
    stage = await market(1)
    await stage.connect_marketplace(UMBRA)
    (mine,) = (await discover(stage)).nodes
    (theirs,) = (await discover(stage, by=STRANGER)).nodes
    assert mine.id != theirs.id
    assert {(one.id, one.workspace_id) for one in stage.kept(Creator)} == {(mine.id, LUMEN), (theirs.id, UMBRA)}


async def test_a_cursor_of_another_search_is_refused() -> None:
    stage = await market(5)
    page = await discover(stage, 2)
    with pytest.raises(InvalidValue) as refused:
        await discover(stage, 2, page.cursors[-1], query=CreatorQuery(("DE",), keyword="creator"))
    assert refused.value.field == "after"


async def test_a_search_names_its_countries() -> None:
    with pytest.raises(InvalidValue) as refused:
        await discover(await market(1), query=CreatorQuery(()))
    assert refused.value.field == "countries"


@pytest.mark.parametrize("by", [VIEWER, CREATOR], ids=str)
async def test_those_who_only_look_on_do_not_spend_the_quota(by: Member) -> None:
    stage = await market(1)
    with pytest.raises(NotAllowed):
        await discover(stage, by=by)
    assert stage.one.troubles.calls["search.discover"] == 0


async def test_without_a_working_tiktok_one_account_there_is_no_search() -> None:
    stage = Stage()
    with pytest.raises(MarketplaceNotConnected):
        await discover(stage)
    market_place = await stage.connect_marketplace()
    async with stage.units() as uow:
        await uow.marketplaces.save(market_place.lose_token("revoked"))
        await uow.commit()
    with pytest.raises(MarketplaceNotConnected):
        await discover(stage, by=OWNER)


async def test_a_failing_tiktok_changes_nothing() -> None:
    stage = await market(2)
    await discover(stage)
    before = dict(stage.storage.records)
    stage.one.troubles.unreachable("search.discover")
    with pytest.raises(TikTokUnreachable):
        await discover(stage)
    stage.one.troubles.reject_token("search.discover")
    with pytest.raises(TikTokTokenRejected):
        await discover(stage)
    assert stage.storage.records == before
    assert Handle.of("creator000") in {creator.handle for creator in stage.kept(Creator)}
