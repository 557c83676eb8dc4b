from datetime import timedelta

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
    found = await gateway.data('{ creators(text: "ANA", minFollowers: null) { nodes { handle } } }')
    assert [one["handle"] for one in found["creators"]["nodes"]] == ["ana", "nana"]
    large = await gateway.data('{ creators(minFollowers: "20") { nodes { handle } } }')
    assert [one["handle"] for one in large["creators"]["nodes"]] == ["ben", "hanna"]
