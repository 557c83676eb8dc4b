from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.business.discovery import Search
from tiktok_simulator.business.form import form
from tiktok_simulator.business.parameters import Parameters
from tiktok_simulator.settings import EPOCH
from tiktok_simulator.world import Creator, World
from tiktok_simulator.world.audience import ADULT_AGES
from tiktok_simulator.world.places import COUNTRIES, REGIONS
from tiktok_simulator.world.topics import INDUSTRIES, TOPIC_BY_LABEL

DISCOVER = "/tto/tcm/creator/discover/"


async def found(office: Office, **filters: Any) -> list[Creator]:
    """All creators that a search finds, page by page; the United States unless said otherwise."""
    creators: list[Creator] = []
    page = 1
    while True:
        data = await office.read(DISCOVER, **{"country_codes": ["US"], "page_size": 200, "page": page, **filters})
        for row in data["creators"]:
            creator = office.simulator.world.by_handle(row["handle_name"])
            assert creator is not None
            creators.append(creator)
        if page >= data["page_info"]["total_page"]:
            return creators
        page += 1


def everyone(office: Office, country: str = "US") -> list[Creator]:
    return [one for one in office.simulator.world.creators if one.is_on_marketplace and one.country == country]


async def test_a_row_shows_names_a_picture_and_four_counters_and_nothing_else(office: Office) -> None:
    data = await office.read(DISCOVER, country_codes=["US"], keyword_search="glow.by.ana")
    row = data["creators"][0]
    assert list(row) == [
        "handle_name", "display_name", "profile_image", "followers_count", "following_count", "likes_count",
        "videos_count",
    ]  # fmt: skip
    ana = office.simulator.world.creator(0)
    counts = ana.counts_at(office.simulator.clock.now())
    assert (row["handle_name"], row["display_name"]) == ("glow.by.ana", "Ana Glow")
    assert (row["followers_count"], row["likes_count"], row["videos_count"]) == (
        counts.followers, counts.likes, counts.videos,
    )  # fmt: skip
    assert "x-expires=" in row["profile_image"]


async def test_the_picture_dies_after_a_week(office: Office) -> None:
    data = await office.read(DISCOVER, country_codes=["US"], page_size=1)
    url = data["creators"][0]["profile_image"]
    assert (await office.http.get(url)).status_code == 200
    await office.pass_time(7 * 86_400)
    assert (await office.http.get(url)).status_code == 403


async def test_pages_cover_everyone_once_and_say_how_many_there_are(office: Office) -> None:
    first = await office.read(DISCOVER, country_codes=["US"])
    expected = everyone(office)
    total = len(expected)
    assert len(first["creators"]) == 24
    assert first["page_info"] == {"page": 1, "page_size": 24, "total_number": total, "total_page": -(-total // 24)}
    handles = [one.handle for one in await found(office, page_size=50)]
    assert sorted(handles) == sorted(one.handle for one in expected)
    past = await office.read(DISCOVER, country_codes=["US"], page=10_000)
    assert past["creators"] == []


async def test_only_creators_of_the_asked_countries_on_the_marketplace_are_found(office: Office) -> None:
    both = await found(office, country_codes=["DE", "FR"])
    assert {one.country for one in both} == {"DE", "FR"}
    assert len(both) == len(everyone(office, "DE")) + len(everyone(office, "FR"))
    outsiders = [one for one in office.simulator.world.creators if one.country == "US" and not one.is_on_marketplace]
    assert outsiders
    assert not set(outsiders) & set(await found(office))


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"min_followers": 50_000}, lambda one, now: one.followers_at(now) >= 50_000),
        ({"max_followers": 9_999}, lambda one, now: int(one.followers_at(now)) <= 9_999),
        ({"languages": ["es"]}, lambda one, now: one.language == "es"),
        ({"state_provinces": ["texas", "Florida"]}, lambda one, now: one.state in {"Texas", "Florida"}),
        ({"content_label_ids": ["11002002", "11007001"]},
         lambda one, now: {"11002002", "11007001"} & {topic.label_id for topic in one.topics}),
        ({"industry_label_ids": ["25000000000"]}, lambda one, now: "25000000000" in one.industries),
        ({"min_creator_price": 100, "max_creator_price": 300, "creator_price_currency": "USD"},
         lambda one, now: one.price is not None and 100 <= one.price <= 300),
        ({"min_avg_views": 5_000}, lambda one, now: form(one, now).average_views >= 5_000),
        ({"max_avg_views": 5_000}, lambda one, now: form(one, now).average_views <= 5_000),
        ({"min_median_views": 3_000, "max_median_views": 20_000},
         lambda one, now: 3_000 <= form(one, now).median_views <= 20_000),
        ({"min_engagement_rate": 0.08}, lambda one, now: form(one, now).engagement_rate >= 0.08),
        ({"max_engagement_rate": 0.05}, lambda one, now: form(one, now).engagement_rate <= 0.05),
        ({"follower_country_code": "US"}, lambda one, now: one.audience.first_country == "US"),
        ({"follower_country_codes": ["US", "CA"]}, lambda one, now: one.audience.first_country in {"US", "CA"}),
        ({"follower_gender_ratio": "FEMALE_70"}, lambda one, now: one.audience.female > 0.7),
        ({"follower_gender_ratio": "MALE_60"}, lambda one, now: one.audience.genders["Male"] > 0.6),
        ({"follower_age": "25-34"}, lambda one, now: one.audience.majority_age == "25-34"),
    ],
)  # fmt: skip
async def test_each_filter_finds_exactly_those_it_describes(office: Office, filters: Json, fits: Any) -> None:
    now = office.simulator.clock.now()
    expected = {one.handle for one in everyone(office) if fits(one, now)}
    assert expected
    assert {one.handle for one in await found(office, **filters)} == expected
    if "follower_country" not in next(iter(filters)):
        assert len(expected) < len(everyone(office))


async def test_filters_add_up(office: Office) -> None:
    now = office.simulator.clock.now()
    both = await found(office, min_followers=20_000, min_engagement_rate=0.06, follower_gender_ratio="FEMALE_50")
    assert both
    assert all(one.followers_at(now) >= 20_000 and form(one, now).engagement_rate >= 0.06 for one in both)
    assert all(one.audience.female > 0.5 for one in both)


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("FOLLOWERS", lambda one, now: int(one.followers_at(now))),
        ("MEDIAN_VIEWS", lambda one, now: form(one, now).median_views),
        ("ENGAGEMENT_RATE", lambda one, now: form(one, now).engagement_rate),
    ],
)
async def test_each_sort_orders_all_pages_both_ways(office: Office, field: str, key: Any) -> None:
    now = office.simulator.clock.now()
    falling = [key(one, now) for one in await found(office, sort_field=field, page_size=60)]
    rising = [key(one, now) for one in await found(office, sort_field=field, sort_order="ASC", page_size=60)]
    assert all(before >= after for before, after in pairwise(falling))
    assert rising == sorted(falling)
    assert falling[0] > falling[-1]


@pytest.mark.parametrize("keyword", ["glow.by.ana", "@Glow.by.Ana", "Ana Glow", "glow", "glow.by.anna"])
async def test_keywords_find_handles_and_names_also_with_a_slip_best_first(office: Office, keyword: str) -> None:
    assert (await found(office, keyword_search=keyword))[0].handle == "glow.by.ana"


async def test_a_keyword_that_fits_nobody_finds_nobody(office: Office) -> None:
    assert await found(office, keyword_search="qqqqzzzz") == []


@pytest.mark.parametrize(
    "bad",
    [
        {"country_codes": []},
        {"country_codes": ["US", "DE"]},
        {"country_codes": ["XX"]},
        {"country_codes": ["us"]},
        {"country_codes": ["DE"], "state_provinces": ["Texas"]},
        {"country_codes": ["US", "CA"], "state_provinces": ["Texas"]},
        {"content_label_ids": ["14000000000"]},
        {"industry_label_ids": ["11002002"]},
        {"content_label_ids": [str(number) for number in range(101)]},
        {"min_followers": -1},
        {"min_followers": "many"},
        {"creator_price_currency": "EUR"},
        {"min_engagement_rate": 3},
        {"max_engagement_rate": -0.1},
        {"follower_country_code": 5},
        {"follower_country_codes": ["XX"]},
        {"follower_gender_ratio": "FEMALE_80"},
        {"follower_age": "13-17"},
        {"keyword_search": "x" * 101},
        {"sort_field": "PRICE"},
        {"sort_order": "DOWN"},
        {"page": 0},
        {"page_size": 0},
        {"page_size": 201},
        {"page_size": 2.5},
    ],
)
async def test_what_does_not_fit_a_parameter_is_refused_with_40002(office: Office, bad: Json) -> None:
    assert await office.refused_read(DISCOVER, **{"country_codes": ["US"], **bad}) == 40002


async def test_country_and_account_are_required(office: Office) -> None:
    assert await office.refused_read(DISCOVER) == 40002
    assert (await office.get(DISCOVER, country_codes=["US"]))["code"] == 40002


async def test_statuses_tell_who_is_in_who_is_not_and_who_is_nobody(office: Office) -> None:
    world = office.simulator.world
    path = "/tto/tcm/creator/status/get/"
    outsider = next(one for one in world.creators if one.standing == "NOT_IN")
    handles = ["glow.by.ana", outsider.handle, "nosuchhandle"]
    data = await office.read(path, handle_names=handles)
    assert data["onboarding_status"] == [
        {"handle_name": "glow.by.ana", "status": "IN"},
        {"handle_name": outsider.handle, "status": "NOT_IN"},
        {"handle_name": "nosuchhandle", "status": "INVALID"},
    ]
    assert await office.refused_read(path, handle_names=[f"h{number}" for number in range(21)]) == 40002
    assert await office.refused_read(path) == 40002


async def test_labels_have_text_ids_and_rankings_know_no_sub_labels(office: Office) -> None:
    path = "/tto/tcm/category/label/"
    search, ranking = await office.read(path, label_type="SEARCH"), await office.read(path, label_type="RANKING")
    assert {"label_id": "11002002", "label_name": "Beauty Tutorials & Tips"} in search["content_labels"]
    assert {"label_id": "14100000000", "label_name": "Oral Care"} in search["industry_labels"]
    sub = {"label_id": "11005001007", "label_name": "Shooting Games"}
    assert sub in search["content_labels"]
    assert sub not in ranking["content_labels"]
    assert await office.refused_read(path, label_type="ALL") == 40002


@pytest.fixture(scope="module")
def whole() -> World:
    return World(1, EPOCH)


def finds(world: World, **filters: Any) -> Iterator[Creator]:
    """Those whom a search finds in the regions, one after the other."""
    for codes in REGIONS.values():
        search = Search.of(Parameters({"country_codes": list(codes), **filters}, from_query=False), EPOCH)
        yield from (one for one in world.creators if one.is_on_marketplace and search.finds(one))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("content_label_ids", [[label] for label in TOPIC_BY_LABEL]),
        ("industry_label_ids", [[label] for label in INDUSTRIES]),
        ("follower_age", ADULT_AGES),
        ("follower_gender_ratio", [f"{gender}_{over}" for gender in ("FEMALE", "MALE") for over in (50, 60, 70)]),
        ("follower_country_code", list(COUNTRIES)),
        ("languages", [[code] for country in COUNTRIES.values() for code, _ in country.languages]),
    ],
)
def test_every_value_of_every_filter_finds_somebody_in_the_whole_world(
    whole: World, name: str, values: list[object]
) -> None:
    assert [value for value in values if next(finds(whole, **{name: value}), None) is None] == []


def test_every_country_has_creators_and_some_of_them_are_watched_from_abroad(whole: World) -> None:
    here = [one for one in whole.creators if one.is_on_marketplace]
    assert {one.country for one in here} == set(COUNTRIES)
    british = list(finds(whole, follower_country_code="GB"))
    assert "US" in {one.country for one in british}
    assert 0.5 < sum(one.country == "GB" for one in british) / len(british) < 1
