"""Searching the creators that a workspace has found, by what is stored: the same whoever keeps the records."""

from dataclasses import replace
from decimal import Decimal

import pytest

from creatorport.application.queries import Reads
from creatorport.application.stored_creators import StoredOrder, StoredQuery
from creatorport.application.views import Slice
from creatorport.domain.creator import Creator
from creatorport.domain.creator_profile import Label, PublicFacts, Whereabouts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Pedigree, Source
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, creator, later
from tests.contract.persistence.world import walk

BEAUTY, DANCE = Label("11002002", "Beauty Tutorials & Tips"), Label("11004004", "Dance")


def known(
    handle: str,
    followers: int | None,
    rate: float | None,
    views: int | None,
    price: str | None,
    label: Label,
    bio: str,
    *countries: str,
    currency: str = "USD",
) -> Creator:
    page = PublicFacts(
        "69",
        bio,
        rate,
        views,
        None if price is None else Money.of(price, currency),
        (label,),
        (Label("25000000000", "Games"),),
        Pedigree(Source.TIKTOK_ONE_PUBLIC, NOW, later(60)),
    )
    place = Whereabouts(frozenset(countries), Pedigree(Source.TIKTOK_ONE_DISCOVER, NOW, later(60)))
    made = replace(creator(handle, followers=followers), display_name=handle.rsplit(".", maxsplit=1)[-1].title())
    return made.read(page).found_in(place)


ANA = known("glow.by.ana", 500, 0.08, 900, "500", BEAUTY, "Skin first, lamps at dusk", "US")
BEN = known("ben_dances", 100, 0.02, 2**40, "99.50", DANCE, "Steps and lamps", "US", "CA")
CAT = known("catwalk", 900, None, None, None, DANCE, "Dusk till dawn", "DE")
EVE = known("eve", 700, 0.05, 500, "80", BEAUTY, "Nur auf Deutsch", "DE", currency="EUR")
DAN = replace(creator("dan", followers=None), display_name="Dan", found_at=later(5))


@pytest.fixture
async def reads(backend: Backend) -> Reads:
    async with backend.units() as uow:
        await uow.creators.put([ANA, BEN, CAT, DAN, EVE, replace(ANA, workspace_id=UMBRA)])
        await uow.commit()
    return backend.reads


async def found(reads: Reads, query: StoredQuery) -> list[str]:
    for size in (2, 9):
        nodes = await walk(lambda part: reads.creators.page(LUMEN, part, query), size)
    return [node.handle for node in nodes]


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("lamps", ["glow.by.ana", "ben_dances"]),
        ("LAMPS dusk", ["glow.by.ana"]),
        ("lamps -dusk", ["ben_dances"]),
        ("lamps or dawn", ["catwalk", "glow.by.ana", "ben_dances"]),
        ('"at dusk"', ["glow.by.ana"]),
        ('"dusk at"', []),
        ("beauty", ["eve", "glow.by.ana"]),
        ("ana", ["glow.by.ana"]),
        ("@GLOW.by", ["glow.by.ana"]),
        ("walk", ["catwalk"]),
        ("dances", ["ben_dances"]),
        ("%", []),
        ("_", ["ben_dances"]),
        ("'); drop table creators; --", []),
        ("!!! & | ( ):*", []),
    ],
)
async def test_words_and_parts_of_them_are_found_everywhere_that_something_is_written(
    reads: Reads, text: str, handles: list[str]
) -> None:
    assert await found(reads, StoredQuery(text)) == handles


@pytest.mark.parametrize(
    ("query", "handles", "and_unknown"),
    [
        (StoredQuery(min_followers=500, max_followers=700), ["eve", "glow.by.ana"], ["dan"]),
        (StoredQuery(min_engagement_rate=0.05), ["eve", "glow.by.ana"], ["catwalk", "dan"]),
        (StoredQuery(max_engagement_rate=0.05), ["eve", "ben_dances"], ["catwalk", "dan"]),
        (StoredQuery(min_median_views=2**40), ["ben_dances"], ["catwalk", "dan"]),
        (StoredQuery(max_median_views=500), ["eve"], ["catwalk", "dan"]),
        (StoredQuery(max_price=Decimal("99.50")), ["ben_dances"], ["catwalk", "eve", "dan"]),
        (StoredQuery(min_price=Decimal(100)), ["glow.by.ana"], ["catwalk", "eve", "dan"]),
        (StoredQuery(countries=("US",)), ["glow.by.ana"], ["ben_dances", "dan"]),
        (StoredQuery(countries=("US", "CA", "DE")), ["catwalk", "eve", "glow.by.ana", "ben_dances"], ["dan"]),
        (StoredQuery(content_categories=("dance", "opera")), ["catwalk", "ben_dances"], ["dan"]),
        (StoredQuery(industry_categories=("games",), max_followers=100), ["ben_dances"], ["dan"]),
        (StoredQuery("dusk", content_categories=("dance",)), ["catwalk"], []),
    ],
)
async def test_bounds_leave_out_what_is_not_known_unless_it_is_wanted(
    reads: Reads, query: StoredQuery, handles: list[str], and_unknown: list[str]
) -> None:
    assert await found(reads, query) == handles
    lax = await found(reads, replace(query, include_unknown=True))
    assert sorted(lax) == sorted([*handles, *and_unknown])


@pytest.mark.parametrize(
    ("order", "falling", "rising"),
    [
        (StoredOrder.FOLLOWERS, "catwalk eve glow.by.ana ben_dances dan", "ben_dances glow.by.ana eve catwalk dan"),
        (StoredOrder.MEDIAN_VIEWS, "ben_dances glow.by.ana eve", "eve glow.by.ana ben_dances"),
        (StoredOrder.ENGAGEMENT_RATE, "glow.by.ana eve ben_dances", "ben_dances eve glow.by.ana"),
        (StoredOrder.STARTING_PRICE, "glow.by.ana ben_dances", "ben_dances glow.by.ana"),
    ],
)
async def test_every_order_goes_both_ways_with_the_unknown_last(
    reads: Reads, order: StoredOrder, falling: str, rising: str
) -> None:
    for ascending, wanted in ((False, falling), (True, rising)):
        handles = await found(reads, StoredQuery(order=order, ascending=ascending))
        known_ones = wanted.split()
        assert handles[: len(known_ones)] == known_ones
        assert len(handles) == 5


async def test_the_newest_found_come_first_when_asked_so(reads: Reads) -> None:
    assert (await found(reads, StoredQuery(order=StoredOrder.FOUND_AT)))[0] == "dan"
    assert (await found(reads, StoredQuery(order=StoredOrder.FOUND_AT, ascending=True)))[-1] == "dan"


async def test_by_relevance_a_handle_comes_before_its_beginning_and_that_before_words(
    reads: Reads, backend: Backend
) -> None:
    more = [known("lamps", 1, 0.1, 1, None, DANCE, "x", "US"), known("lamps.too", 2, 0.1, 1, None, DANCE, "x", "US")]
    async with backend.units() as uow:
        await uow.creators.put(more)
        await uow.commit()
    handles = await found(reads, StoredQuery("@Lamps", order=StoredOrder.RELEVANCE))
    assert handles[:2] == ["lamps", "lamps.too"]
    assert sorted(handles[2:]) == ["ben_dances", "glow.by.ana"]


async def test_an_order_by_likeness_to_nothing_is_refused(reads: Reads) -> None:
    with pytest.raises(InvalidValue) as refused:
        await reads.creators.page(LUMEN, Slice(3), StoredQuery("", order=StoredOrder.RELEVANCE))
    assert refused.value.field == "sort"


async def test_a_cursor_belongs_to_its_query(reads: Reads) -> None:
    page = await reads.creators.page(LUMEN, Slice(1), StoredQuery("lamps"))
    for other in (StoredQuery("dusk"), StoredQuery("lamps", ascending=True), None):
        with pytest.raises(InvalidValue) as refused:
            await reads.creators.page(LUMEN, Slice(1, page.cursors[0]), other)
        assert refused.value.field == "after"


async def test_what_a_page_told_is_found_as_soon_as_it_is_read(backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.creators.put([replace(creator("ana"), display_name="Ana")])
        await uow.creators.put([replace(creator("ana"), display_name="Anna")])
        await uow.commit()
    assert await found(backend.reads, StoredQuery("anna")) == ["ana"]
    async with backend.units() as uow:
        await uow.creators.put([replace(ANA, handle=creator("ana").handle)])
        await uow.commit()
    assert await found(backend.reads, StoredQuery("skin beauty")) == ["ana"]
