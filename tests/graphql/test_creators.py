from datetime import timedelta

import pytest

from creatorport.domain.workspace import Role
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds, stored

SHOW = """
query ($id: ID!) {
  node(id: $id) {
    ... on Creator {
      handle displayName foundAt
      avatar { url absence expiresAt }
      followers { value absence source capturedAt freshUntil }
      likes { value absence source }
    }
  }
}
"""
DISCOVER = """
query ($filter: CreatorFilter!, $sort: CreatorSort, $first: Int! = 20, $after: String) {
  discoverCreators(filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount
    nodes { id handle followers { value } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


async def test_numbers_carry_their_pedigree_and_missing_is_not_zero(gateway: Gateway) -> None:
    creator = await Seeds(gateway).creator("ana", followers=0)
    shown = (await gateway.data(SHOW, {"id": creator}))["node"]
    assert shown["followers"] == {
        "value": "0",
        "absence": None,
        "source": "TIKTOK_ONE_DISCOVER",
        "capturedAt": "2026-11-20T09:00:00Z",
        "freshUntil": "2026-11-21T09:00:00Z",
    }
    assert shown["likes"] == {"value": None, "absence": "NOT_SUPPORTED", "source": "TIKTOK_ONE_DISCOVER"}


async def test_a_picture_is_shown_byte_for_byte_until_its_link_dies(gateway: Gateway) -> None:
    creator = await Seeds(gateway).creator("ana")
    alive = (await gateway.data(SHOW, {"id": creator}))["node"]["avatar"]
    assert alive == {
        "url": "https://cdn.test/ana.webp?x-expires=1",
        "absence": None,
        "expiresAt": "2026-11-20T10:00:00Z",
    }
    gateway.clock.advance(timedelta(hours=1))
    dead = (await gateway.data(SHOW, {"id": creator}))["node"]["avatar"]
    assert dead == {"url": None, "absence": "GONE", "expiresAt": "2026-11-20T10:00:00Z"}


async def test_found_creators_are_kept_and_can_be_read_again(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    for name, followers in (("ana", 3_000_000_000), ("ben", 500), ("cem", 90_000)):
        gateway.one.onboard(name, followers=followers)
    asked = {
        "filter": {"countries": ["US"], "minFollowers": "1000", "keyword": None},
        "sort": {"field": "FOLLOWERS", "direction": "DESCENDING"},
        "first": 1,
    }
    first = (await gateway.data(DISCOVER, asked, by=Role.MANAGER))["discoverCreators"]
    assert first["totalCount"] == 2
    assert [(one["handle"], one["followers"]["value"]) for one in first["nodes"]] == [("ana", "3000000000")]
    assert first["pageInfo"]["hasNextPage"] is True
    rest = (await gateway.data(DISCOVER, {**asked, "after": first["pageInfo"]["endCursor"]}))["discoverCreators"]
    assert [one["handle"] for one in rest["nodes"]] == ["cem"]
    assert rest["pageInfo"]["hasNextPage"] is False
    known = await gateway.data("{ creators { nodes { id handle } } }", by=Role.VIEWER)
    assert known["creators"]["nodes"] == [
        {"id": first["nodes"][0]["id"], "handle": "ana"},
        {"id": rest["nodes"][0]["id"], "handle": "cem"},
    ]


async def test_the_smallest_come_first_when_asked_for(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    gateway.one.onboard("ana", followers=9)
    gateway.one.onboard("ben", followers=5)
    asked = {"filter": {"countries": ["US"]}, "sort": {"field": "FOLLOWERS", "direction": "ASCENDING"}}
    found = (await gateway.data(DISCOVER, asked))["discoverCreators"]["nodes"]
    assert [one["handle"] for one in found] == ["ben", "ana"]


async def test_a_search_without_countries_is_refused_before_tiktok_is_asked(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    result = await gateway.run(DISCOVER, {"filter": {"countries": []}})
    assert codes(result) == ["INVALID_VALUE"]
    assert gateway.one.troubles.calls["search.discover"] == 0
    assert stored(gateway, "creator") == []


async def test_a_cursor_of_one_search_is_no_place_in_another(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    gateway.one.onboard("ana")
    first = (await gateway.data(DISCOVER, {"filter": {"countries": ["US"]}}))["discoverCreators"]
    after = first["pageInfo"]["endCursor"]
    result = await gateway.run(DISCOVER, {"filter": {"countries": ["GB"]}, "after": after})
    assert [(error.extensions or {})["field"] for error in result.errors or ()] == ["after"]


async def test_stored_creators_are_filtered_by_text_and_followers(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.creator("ana", 10)
    await seeds.creator("hanna", 20)
    await seeds.creator("ben", 30)
    await seeds.creator("nana", None)
    found = await gateway.data('{ creators(text: "ANA", filter: {minFollowers: null}) { nodes { handle } } }')
    assert [one["handle"] for one in found["creators"]["nodes"]] == ["ana", "nana"]
    large = await gateway.data('{ creators(filter: {minFollowers: "20"}) { nodes { handle } } }')
    assert [one["handle"] for one in large["creators"]["nodes"]] == ["ben", "hanna"]


PAGE = """
query ($id: ID!) {
  node(id: $id) {
    ... on Creator {
      engagementRate { value formula absence source capturedAt freshUntil }
      medianViews { value absence source }
      startingPrice { value { amount currency } absence capturedAt }
      categories { content { id name } industry { name } absence }
      countries { codes absence source capturedAt }
      page { bio tiktokCreatorId absence lastFailure attemptedAt capturedAt }
      lastSeenAt
    }
  }
}
"""
REFRESH = """
mutation ($ids: [ID!]!) {
  refreshCreators(input: {creatorIds: $ids}) {
    creators { handle medianViews { value } } tiktokCalls savedCalls errors { code field }
  }
}
"""


async def test_a_page_that_was_not_read_says_so_number_by_number(gateway: Gateway) -> None:
    shown = (await gateway.data(PAGE, {"id": await Seeds(gateway).creator("ana")}))["node"]
    assert shown["engagementRate"] == {
        "value": None,
        "formula": "tiktok-one-last-30-videos/1",
        "absence": "NOT_YET",
        "source": "TIKTOK_ONE_PUBLIC",
        "capturedAt": None,
        "freshUntil": None,
    }
    assert shown["medianViews"] == {"value": None, "absence": "NOT_YET", "source": "TIKTOK_ONE_PUBLIC"}
    assert shown["startingPrice"] == {"value": None, "absence": "NOT_YET", "capturedAt": None}
    assert shown["categories"] == {"content": [], "industry": [], "absence": "NOT_YET"}
    assert shown["countries"] == {
        "codes": [],
        "absence": "NOT_YET",
        "source": "TIKTOK_ONE_DISCOVER",
        "capturedAt": None,
    }
    assert shown["page"] == dict.fromkeys(("bio", "tiktokCreatorId", "lastFailure", "attemptedAt", "capturedAt")) | {
        "absence": "NOT_YET"
    }


async def test_refreshed_creators_show_what_their_pages_tell(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    ana, ben = await Seeds(gateway).creator("ana"), await Seeds(gateway).creator("ben")
    gateway.one.onboard("ana", price=None, median_views=2**40, labels=frozenset({"11002002"}))
    payload = (await gateway.data(REFRESH, {"ids": [ben, ana]}))["refreshCreators"]
    assert payload == {
        "creators": [
            {"handle": "ben", "medianViews": {"value": None}},
            {"handle": "ana", "medianViews": {"value": str(2**40)}},
        ],
        "tiktokCalls": 2,
        "savedCalls": 0,
        "errors": [],
    }
    shown = (await gateway.data(PAGE, {"id": ana}))["node"]
    assert (shown["engagementRate"]["value"], shown["engagementRate"]["capturedAt"]) == (0.05, "2026-11-20T09:00:00Z")
    assert shown["startingPrice"] == {"value": None, "absence": "NOT_SUPPORTED", "capturedAt": "2026-11-20T09:00:00Z"}
    assert shown["categories"]["content"] == [{"id": "11002002", "name": "Label 11002002"}]
    gone = (await gateway.data(PAGE, {"id": ben}))["node"]
    assert (gone["medianViews"]["absence"], gone["page"]["lastFailure"]) == ("GONE", "GONE")


async def test_what_stops_a_refresh_is_in_its_errors(gateway: Gateway) -> None:
    ana = await Seeds(gateway).creator("ana")
    stranger = await Seeds(gateway, "rival").creator("zoe")
    answer = (await gateway.data(REFRESH, {"ids": [ana]}))["refreshCreators"]
    assert answer["errors"] == [{"code": "MARKETPLACE_NOT_CONNECTED", "field": None}]
    await gateway.connect_marketplace()
    answer = (await gateway.data(REFRESH, {"ids": [ana, stranger]}))["refreshCreators"]
    assert answer == {
        "creators": [],
        "tiktokCalls": 0,
        "savedCalls": 0,
        "errors": [{"code": "NOT_FOUND", "field": "creatorIds.1"}],
    }
    gateway.one.troubles.throttle("pages.read", retry_after=90)
    answer = (await gateway.data(REFRESH, {"ids": [ana]}))["refreshCreators"]
    assert (len(answer["creators"]), [one["code"] for one in answer["errors"]]) == (1, ["TIKTOK_THROTTLED"])


STORED = """
query ($text: String, $filter: StoredCreatorFilter, $sort: StoredCreatorSort) {
  creators(text: $text, filter: $filter, sort: $sort) { totalCount nodes { handle } }
}
"""


async def test_stored_creators_are_found_by_what_their_pages_told(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    ids = [await Seeds(gateway).creator(name, followers) for name, followers in (("ana", 9), ("ben", 8), ("cat", 7))]
    gateway.one.onboard("ana", engagement_rate=0.02, price=900, bio="lamps")
    gateway.one.onboard("ben", engagement_rate=0.09, price=100, bio="lamps at dusk")
    await gateway.data(REFRESH, {"ids": ids[:2]})

    async def handles(**asked: object) -> list[str]:
        page = (await gateway.data(STORED, asked, by=Role.VIEWER))["creators"]
        assert page["totalCount"] == len(page["nodes"])
        return [node["handle"] for node in page["nodes"]]

    rate = {"field": "ENGAGEMENT_RATE"}
    assert await handles(text="lamps", sort=rate) == ["ben", "ana"]
    assert await handles(filter={"maxPrice": {"amount": "500", "currency": "USD"}}) == ["ben"]
    assert await handles(filter={"minEngagementRate": 0.05, "includeUnknown": True}) == ["ben", "cat"]
    assert await handles(sort={**rate, "direction": "ASCENDING"}) == ["ana", "ben", "cat"]
    assert await handles(filter={"countries": ["US"]}) == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"filter": {"minPrice": {"amount": "5", "currency": "EUR"}}}, "minPrice.currency"),
        ({"filter": {"minPrice": {"amount": "5", "currency": "usd"}}}, "minPrice.currency"),
        ({"filter": {"minFollowers": "9", "maxFollowers": "8"}}, "minFollowers"),
        ({"filter": {"maxEngagementRate": 3.0}}, "maxEngagementRate"),
        ({"sort": {"field": "RELEVANCE"}}, "sort"),
    ],
)
async def test_a_search_that_makes_no_sense_is_refused_with_its_field(
    gateway: Gateway, asked: dict[str, object], field: str
) -> None:
    result = await gateway.run(STORED, asked)
    assert [(one.extensions or {})["field"] for one in result.errors or ()] == [field]
    assert codes(result) == ["INVALID_VALUE"]


WHOLE = """
query ($filter: CreatorFilter!, $sort: CreatorSort, $first: Int! = 2, $after: String, $anew: Boolean! = false) {
  discoverCreators(filter: $filter, sort: $sort, first: $first, after: $after, anew: $anew) {
    totalCount
    nodes { handle lastSeenAt countries { codes } }
    pageInfo { endCursor hasNextPage }
    source searchedAt staleReason retryAt unappliedFilters
    cost { tiktokCalls savedCalls }
  }
}
"""


async def test_discovery_tells_what_it_cost_and_where_its_rows_come_from(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    for number, country in enumerate(("US", "DE", "CA")):
        gateway.one.onboard(f"c{number}", country=country, followers=100 - number, labels=frozenset({"11004004"}))
    asked = {
        "filter": {
            "countries": ["US", "DE", "CA"],
            "contentCategories": ["dance"],
            "minPrice": {"amount": "99.5", "currency": "USD"},
        },
        "sort": {"field": "FOLLOWERS"},
    }
    page = (await gateway.data(WHOLE, asked))["discoverCreators"]
    assert page == {
        "totalCount": 3,
        "nodes": [
            {"handle": "c0", "lastSeenAt": "2026-11-20T09:00:00Z", "countries": {"codes": ["CA", "US"]}},
            {"handle": "c1", "lastSeenAt": "2026-11-20T09:00:00Z", "countries": {"codes": ["DE"]}},
        ],
        "pageInfo": {"endCursor": page["pageInfo"]["endCursor"], "hasNextPage": True},
        "source": "TIKTOK",
        "searchedAt": "2026-11-20T09:00:00Z",
        "staleReason": None,
        "retryAt": None,
        "unappliedFilters": [],
        "cost": {"tiktokCalls": 3, "savedCalls": 0},
    }
    second = (await gateway.data(WHOLE, {**asked, "after": page["pageInfo"]["endCursor"]}))["discoverCreators"]
    assert ([node["handle"] for node in second["nodes"]], second["cost"]) == (
        ["c2"],
        {"tiktokCalls": 0, "savedCalls": 1},
    )


async def test_a_spent_budget_is_told_with_the_answer_of_the_store(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    gateway.one.onboard("ana", followers=9)
    await gateway.data(WHOLE, {"filter": {"countries": ["US"]}})
    gateway.clock.advance(timedelta(minutes=5))
    gateway.one.troubles.throttle("search.discover", retry_after=90)
    asked = {"filter": {"countries": ["US"], "maxFollowers": "10", "followerAge": "FROM_18_TO_24"}}
    page = (await gateway.data(WHOLE, asked))["discoverCreators"]
    assert (page["source"], page["staleReason"], page["searchedAt"]) == ("STORE", "THROTTLED", None)
    assert page["unappliedFilters"] == ["followerAge", "sort"]
    assert page["retryAt"] == "2026-11-20T09:06:30Z"
    assert [(node["handle"], node["lastSeenAt"]) for node in page["nodes"]] == [("ana", "2026-11-20T09:00:00Z")]


async def test_a_cursor_that_is_kept_no_longer_says_search_again(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    gateway.one.onboard("ana")
    asked = {"filter": {"countries": ["US"]}}
    page = (await gateway.data(WHOLE, asked))["discoverCreators"]
    gateway.clock.advance(timedelta(days=1))
    result = await gateway.run(WHOLE, {**asked, "after": page["pageInfo"]["endCursor"]})
    assert codes(result) == ["SEARCH_EXPIRED"]
    assert [(one.extensions or {})["field"] for one in result.errors or ()] == ["after"]


@pytest.mark.parametrize(
    ("wanted", "field", "near"),
    [
        ({"countries": ["US"], "contentCategories": ["dances"]}, "contentCategories.0", "'Dance'"),
        ({"countries": ["US"], "maxPrice": {"amount": "5", "currency": "EUR"}}, "maxPrice.currency", "write USD"),
        ({"countries": ["US", "CA"], "states": ["Texas"]}, "states", "US as the only country"),
        ({"countries": []}, "countries", "at least one"),
    ],
)
async def test_a_discovery_that_makes_no_sense_is_refused_with_its_field(
    gateway: Gateway, wanted: dict[str, object], field: str, near: str
) -> None:
    await gateway.connect_marketplace()
    result = await gateway.run(WHOLE, {"filter": wanted})
    error = (result.errors or [])[0]
    assert ((error.extensions or {})["code"], (error.extensions or {})["field"]) == ("INVALID_VALUE", field)
    assert near in error.message


async def test_categories_are_listed_by_name(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    listed = "{ creatorCategories { content { id name } industry { name } readAt } }"
    shown = (await gateway.data(listed, by=Role.VIEWER))["creatorCategories"]
    assert shown["content"][1] == {"id": "11004004", "name": "Dance"}
    assert [one["name"] for one in shown["industry"]] == ["Beauty & Personal Care", "Games"]
