"""Discovering creators, in TikTok's order and by cursor."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from creatorport.application.discovery.answer import Discovered, Origin, StaleReason
from creatorport.application.discovery.categories import KnowCategories
from creatorport.application.discovery.keeping import KeepFound
from creatorport.application.discovery.question import Question
from creatorport.application.discovery.walking import WalkOn
from creatorport.application.enrichment import Enrich
from creatorport.application.ports.jobs import EnrichCreators
from creatorport.application.ports.tiktok_one import CreatorOrder
from creatorport.application.use_cases.discover_creators import DiscoverCreators, DiscoverCreatorsQuery, ListLife
from creatorport.application.use_cases.enrich_found import EnrichFound
from creatorport.application.use_cases.forget_searches import ForgetSearches
from creatorport.application.use_cases.list_categories import CategoriesView, ListCategories
from creatorport.application.views import Slice
from creatorport.domain.creator import Creator
from creatorport.domain.errors import (
    InvalidValue,
    MarketplaceNotConnected,
    NotAllowed,
    SearchExpired,
    TikTokThrottled,
    TikTokTokenRejected,
)
from creatorport.domain.found_list import FoundList
from creatorport.domain.handle import Handle
from creatorport.domain.regions import Regions
from creatorport.domain.workspace import Member
from tests.fakes.reads import reads_in_memory
from tests.fakes.tiktok_search import REGIONS
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, UMBRA, VIEWER, Stage

DE = Question(("DE",), order=CreatorOrder.FOLLOWERS)
CALL = "search.discover"


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
    question: Question = DE,
    anew: bool = False,
) -> Discovered:
    units, clock, ids = stage.units, stage.clock, stage.identities
    categories = KnowCategories(units, clock, stage.one.labels)
    walk_on = WalkOn(units, stage.leases, stage.one.search, categories, KeepFound(clock, ids, timedelta(hours=1)))
    stored = reads_in_memory(stage.storage).creators
    life = ListLife(timedelta(minutes=15), timedelta(hours=24))
    use_case = DiscoverCreators(units, clock, ids, walk_on, stored, Regions(REGIONS), life)
    return await use_case(DiscoverCreatorsQuery(by, question, Slice(first, after), anew=anew))


def handles(page: Discovered) -> list[str]:
    return [node.handle for node in page.nodes]


def cost(page: Discovered) -> tuple[int, int]:
    return page.tiktok_calls, page.saved_calls


async def test_a_page_is_in_tiktoks_order_and_kept_with_its_pedigree() -> None:
    stage = await market(25)
    page = await discover(stage)
    assert handles(page) == [f"creator{number:03d}" for number in range(10)]
    assert (page.total, page.has_next, page.has_previous) == (25, True, False)
    assert (page.origin, page.stale_reason, page.searched_at) == (Origin.TIKTOK, None, stage.clock.now())
    first, now = page.nodes[0], stage.clock.now()
    assert (first.followers, first.source) == (10_000, "TIKTOK_ONE_DISCOVER")
    assert (first.captured_at, first.fresh_until, first.found_at) == (now, now + timedelta(hours=1), now)
    assert first.whereabouts is not None
    assert (sorted(first.whereabouts.countries), first.whereabouts.pedigree.captured_at) == (["DE"], now)
    assert len(stage.kept(Creator)) == 25
    assert {creator.workspace_id for creator in stage.kept(Creator)} == {LUMEN}


@pytest.mark.parametrize("first", [33, 100])
async def test_paging_meets_every_creator_once(first: int) -> None:
    stage = await market(430)
    met: list[str] = []
    after = None
    while True:
        page = await discover(stage, first, after)
        assert len(page.nodes) == len(page.cursors) == min(first, 430 - len(met))
        assert page.has_previous is bool(met)
        assert page.total == 430
        met += handles(page)
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert met == [f"creator{number:03d}" for number in range(430)]
    assert stage.one.troubles.calls[CALL] == 3


async def test_a_page_tells_what_it_cost_and_what_was_saved() -> None:
    stage = await market(430)
    page = await discover(stage, 90)
    assert cost(page) == (1, 0)
    second = await discover(stage, 90, page.cursors[-1])
    assert cost(second) == (0, 1)
    assert cost(await discover(stage, 90, second.cursors[-1])) == (1, 1)
    assert cost(await discover(stage, 5)) == (0, 1)


async def test_the_same_search_is_made_again_when_its_list_is_old_or_when_asked_so() -> None:
    stage = await market(3)
    await discover(stage)
    stage.clock.advance(timedelta(minutes=14))
    assert cost(await discover(stage)) == (0, 1)
    assert cost(await discover(stage, anew=True)) == (1, 0)
    stage.clock.advance(timedelta(minutes=15))
    assert cost(await discover(stage)) == (1, 0)


async def test_creators_who_come_and_go_meanwhile_move_no_page() -> None:
    stage = await market(430)
    met, after = [], None
    for round_ in range(9):
        page = await discover(stage, 50, after)
        met += handles(page)
        after = page.cursors[-1]
        stage.one.onboard(f"newcomer{round_}", country="DE", followers=20_000)
        del stage.one.creators[Handle.of(f"creator{round_:03d}")]
        if not page.has_next:
            break
    assert [one for one in met if one.startswith("creator")] == [f"creator{number:03d}" for number in range(430)]
    assert len(met) == len(set(met))


async def test_countries_of_several_regions_are_one_list_in_the_order_asked() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    places = (("US", 900), ("DE", 800), ("CA", 700), ("JP", 600), ("GB", 500), ("US", 400))
    for number, (country, followers) in enumerate(places):
        stage.one.onboard(f"c{number}", country=country, followers=followers, engagement_rate=followers / 10_000)
    everywhere = Question(("us", "JP", "CA", "DE", "GB", "US"), order=CreatorOrder.FOLLOWERS)
    page = await discover(stage, question=everywhere)
    assert handles(page) == ["c0", "c1", "c2", "c3", "c4", "c5"]
    assert (page.total, page.tiktok_calls, page.has_next) == (6, 3, False)
    found = {node.handle: sorted(node.whereabouts.countries) for node in page.nodes if node.whereabouts}
    assert (found["c0"], found["c3"], found["c4"]) == (["CA", "US"], ["JP"], ["DE", "GB"])
    rising = await discover(stage, question=replace(everywhere, ascending=True))
    assert handles(rising) == ["c5", "c4", "c3", "c2", "c1", "c0"]
    by_rank = await discover(stage, question=replace(everywhere, order=CreatorOrder.ENGAGEMENT_RATE))
    assert handles(by_rank) == ["c0", "c3", "c1", "c2", "c4", "c5"]


async def test_pages_of_several_regions_follow_each_other() -> None:
    stage = await market(250)
    for number in range(250):
        stage.one.onboard(f"us{number:03d}", country="US", followers=10_000 - number)
    met, after, calls = [], None, 0
    while True:
        page = await discover(stage, 100, after, question=replace(DE, countries=("DE", "US")))
        met += handles(page)
        calls += page.tiktok_calls
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert (len(met), len(set(met)), page.total, calls) == (500, 500, 500, 4)
    assert met[:4] == ["creator000", "us000", "creator001", "us001"]


async def test_behind_the_last_there_is_nothing() -> None:
    stage = await market(3)
    page = await discover(stage, 3)
    assert not page.has_next
    beyond = await discover(stage, 3, page.cursors[-1])
    assert (beyond.nodes, beyond.cursors, beyond.total, beyond.has_next) == ([], [], 3, False)


async def test_a_search_that_finds_nobody_is_an_empty_page() -> None:
    page = await discover(await market(3), question=Question(("FR",)))
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
    page = await discover(stage, by=STRANGER)
    (theirs,) = page.nodes
    assert mine.id != theirs.id
    assert {(one.id, one.workspace_id) for one in stage.kept(Creator)} == {(mine.id, LUMEN), (theirs.id, UMBRA)}
    with pytest.raises(SearchExpired):
        await discover(stage, after=page.cursors[0])


async def test_who_was_shown_is_enriched_first_and_a_later_search_wipes_nothing() -> None:
    stage = await market(30)
    page = await discover(stage, 5)
    assert stage.jobs == [EnrichCreators(LUMEN)]
    enrich = Enrich(stage.units, stage.clock, stage.one.pages, timedelta(days=7))
    await EnrichFound(stage.units, stage.clock, enrich)(EnrichCreators(LUMEN))
    read = {one.handle.text for one in stage.kept(Creator) if one.public}
    assert len(read) == 20
    assert set(handles(page)) <= read
    stage.clock.advance(timedelta(hours=1))
    again = await discover(stage, 5)
    assert all(node.public is not None for node in again.nodes)
    assert {node.captured_at for node in again.nodes} == {stage.clock.now()}


async def test_a_cursor_of_another_search_is_refused() -> None:
    stage = await market(5)
    page = await discover(stage, 2)
    for other in (replace(DE, keyword="creator"), replace(DE, ascending=True)):
        with pytest.raises(InvalidValue) as refused:
            await discover(stage, 2, page.cursors[-1], question=other)
        assert refused.value.field == "after"


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "é", "ZGlzY292ZXI", "QEA"])
async def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidValue):
        await discover(await market(1), after=cursor)


async def test_a_cursor_holds_for_a_day_and_then_says_search_again() -> None:
    stage = await market(5)
    page = await discover(stage, 2)
    stage.clock.advance(timedelta(hours=24) - timedelta(seconds=1))
    assert len((await discover(stage, 2, page.cursors[-1])).nodes) == 2
    stage.clock.advance(timedelta(seconds=1))
    with pytest.raises(SearchExpired) as expired:
        await discover(stage, 2, page.cursors[-1])
    assert expired.value.field == "after"
    assert await ForgetSearches(stage.units, stage.clock)() == 0
    stage.clock.advance(timedelta(seconds=1))
    assert await ForgetSearches(stage.units, stage.clock)() == 1
    assert stage.kept(FoundList) == []
    with pytest.raises(SearchExpired):
        await discover(stage, 2, page.cursors[-1])


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (Question(()), "countries"),
        (Question(("US", "DE"), states=("Texas",)), "states"),
        (Question(("US",), min_engagement_rate=1.5), "minEngagementRate"),
        (Question(("US",), min_price=Decimal(9), max_price=Decimal(8)), "minPrice"),
        (Question(("US",), max_average_views=-1), "maxAverageViews"),
        (Question(tuple("U" * 101)), "countries"),
        (Question(("US", "Germany")), "countries.1"),
        (Question(("US",), follower_country="Germany"), "followerCountry"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused_before_any_call(question: Question, field: str) -> None:
    stage = await market(1)
    with pytest.raises(InvalidValue) as refused:
        await discover(stage, question=question)
    assert (refused.value.field, stage.one.troubles.calls[CALL]) == (field, 0)


async def test_states_and_categories_go_to_tiktok_by_name() -> None:
    stage = await market(0)
    stage.one.onboard("ana", state="Texas", labels=frozenset({"11004004"}))
    stage.one.onboard("ben", state="Utah", labels=frozenset({"11004004"}))
    stage.one.onboard("cat", state="Texas", labels=frozenset({"11002002"}))
    question = Question(("US",), states=("Texas",), content_categories=("DANCE",))
    page = await discover(stage, question=question)
    assert (handles(page), cost(page)) == (["ana"], (2, 0))
    assert cost(await discover(stage, question=question, anew=True)) == (1, 1)
    stage.clock.advance(timedelta(days=7))
    assert cost(await discover(stage, question=question)) == (2, 0)


@pytest.mark.parametrize(
    ("question", "field", "near"),
    [
        (Question(("US",), content_categories=("dance", "beauty")), "contentCategories.1", "'Beauty Tutorials & Tips'"),
        (Question(("US",), content_categories=("Vidoe Games",)), "contentCategories.0", "'Video Games'"),
        (Question(("US",), industry_categories=("gamess",)), "industryCategories.0", "'Games'"),
        (Question(("US",), industry_categories=("qqq",)), "industryCategories.0", "creatorCategories lists them"),
    ],
)
async def test_an_unknown_category_is_refused_with_those_near_it(question: Question, field: str, near: str) -> None:
    stage = await market(1)
    with pytest.raises(InvalidValue) as refused:
        await discover(stage, question=question)
    assert refused.value.field == field
    assert near in refused.value.reason
    assert stage.one.troubles.calls[CALL] == 0


async def test_categories_are_listed_by_name_for_those_who_only_look_on_too() -> None:
    stage = await market(0)
    listed = ListCategories(stage.units, KnowCategories(stage.units, stage.clock, stage.one.labels))
    shown = await listed(VIEWER)
    assert [label.name for label in shown.industry] == ["Beauty & Personal Care", "Games"]
    assert isinstance(shown, CategoriesView)
    stage.clock.advance(timedelta(days=8))
    stage.one.troubles.unreachable("labels.read")
    assert await listed(VIEWER) == shown
    with pytest.raises(NotAllowed):
        await listed(CREATOR)
    with pytest.raises(MarketplaceNotConnected):
        await listed(STRANGER)


@pytest.mark.parametrize("by", [VIEWER, CREATOR], ids=str)
async def test_those_who_only_look_on_do_not_spend_the_quota(by: Member) -> None:
    stage = await market(1)
    with pytest.raises(NotAllowed):
        await discover(stage, by=by)
    assert stage.one.troubles.calls[CALL] == 0


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


@pytest.mark.parametrize("call", [CALL, "labels.read"])
async def test_a_rejected_token_is_told_and_noted_and_changes_nothing_else(call: str) -> None:
    stage = await market(2)
    await discover(stage)
    before, account = dict(stage.storage.records), stage.marketplace()
    stage.one.troubles.reject_token(call)
    question = DE if call == CALL else replace(DE, content_categories=("DANCE",))
    with pytest.raises(TikTokTokenRejected):
        await discover(stage, question=question, anew=True)
    changed = [record for key, record in stage.storage.records.items() if before.get(key) != record]
    lost = account.lose_token("the token is not valid")
    assert changed == [replace(lost, version=account.version + 1)]
    with pytest.raises(MarketplaceNotConnected):
        await discover(stage, question=question, anew=True)
    assert stage.one.troubles.calls[call] == (2 if call == CALL else 1)


async def test_while_tiktok_is_away_an_older_list_of_the_same_search_answers_and_says_so() -> None:
    stage = await market(12)
    page = await discover(stage, 3)
    stage.clock.advance(timedelta(hours=2))
    stage.one.troubles.unreachable(CALL)
    older = await discover(stage, 3)
    assert handles(older) == handles(page)
    assert (older.origin, older.stale_reason, older.unapplied) == (Origin.STORE, StaleReason.UNREACHABLE, ())
    assert older.searched_at == page.searched_at
    assert older.nodes[0].captured_at == page.searched_at
    assert handles(await discover(stage, 3, older.cursors[-1])) == ["creator003", "creator004", "creator005"]


@pytest.mark.parametrize(("sent", "calls"), [(True, 1), (False, 0)])
async def test_a_spent_budget_is_answered_from_the_store_by_what_can_be_applied_there(sent: bool, calls: int) -> None:
    stage = await market(12)
    await discover(stage)
    stage.one.troubles.throttle(CALL, retry_after=90, sent=sent)
    question = Question(("DE",), max_followers=9_995, languages=("de",), follower_age="18-24")
    page = await discover(stage, 3, question=question)
    assert handles(page) == ["creator005", "creator006", "creator007"]
    assert (page.total, page.has_next, cost(page)) == (7, True, (calls, 0))
    assert (page.origin, page.stale_reason) == (Origin.STORE, StaleReason.THROTTLED)
    assert page.unapplied == ("languages", "followerAge", "sort")
    assert page.retry_at == stage.clock.now() + timedelta(seconds=90)
    asked = stage.one.troubles.calls[CALL]
    second = await discover(stage, 9, page.cursors[-1], question=question)
    assert handles(second) == ["creator008", "creator009", "creator010", "creator011"]
    assert (second.origin, second.has_previous, stage.one.troubles.calls[CALL]) == (Origin.STORE, True, asked)


@pytest.mark.parametrize(("trouble", "calls"), [("lose_answer", 1), ("unreachable", 0)])
async def test_a_reading_of_the_categories_that_left_and_was_lost_is_counted_too(trouble: str, calls: int) -> None:
    stage = await market(2)
    await discover(stage)
    getattr(stage.one.troubles, trouble)("labels.read")
    page = await discover(stage, question=replace(DE, content_categories=("DANCE",)))
    assert (page.origin, cost(page)) == (Origin.STORE, (calls, 0))


async def test_the_store_knows_categories_by_name_although_the_labels_cannot_be_read() -> None:
    stage = await market(0)
    stage.one.onboard("ana", labels=frozenset({"Dance"}))
    await discover(stage, question=Question(("US",)))
    enrich = Enrich(stage.units, stage.clock, stage.one.pages, timedelta(days=7))
    await EnrichFound(stage.units, stage.clock, enrich)(EnrichCreators(LUMEN))
    stage.one.troubles.unreachable("labels.read", times=2)
    found = await discover(stage, question=Question(("US",), content_categories=("Label dance",)))
    assert (handles(found), found.origin) == (["ana"], Origin.STORE)
    nobody = await discover(stage, question=Question(("US",), content_categories=("Opera",)))
    assert (handles(nobody), nobody.origin) == ([], Origin.STORE)


async def test_a_list_that_cannot_be_walked_further_gives_what_it_has_and_then_says_why() -> None:
    stage = await market(430)
    page = await discover(stage, 90)
    second = await discover(stage, 90, page.cursors[-1])
    stage.one.troubles.throttle(CALL, retry_after=60, times=2)
    third = await discover(stage, 90, second.cursors[-1])
    assert (len(third.nodes), third.has_next, third.stale_reason) == (20, True, StaleReason.THROTTLED)
    assert third.origin is Origin.TIKTOK
    with pytest.raises(TikTokThrottled):
        await discover(stage, 90, third.cursors[-1])
    fourth = await discover(stage, 90, third.cursors[-1])
    assert handles(fourth) == [f"creator{number:03d}" for number in range(200, 290)]


async def test_with_nothing_stored_the_store_is_empty_and_says_so() -> None:
    stage = await market(3)
    stage.one.troubles.lose_answer(CALL)
    page = await discover(stage)
    assert (page.nodes, page.total, page.stale_reason) == ([], 0, StaleReason.ANSWER_LOST)
    assert stage.kept(FoundList) == []
