import pytest

from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds

PAGE = """
query ($first: Int! = 20, $after: String) {
  creators(first: $first, after: $after) {
    totalCount
    nodes { handle }
    edges { cursor node { handle } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
PAGED = [
    "{ campaigns(first: %s) { totalCount } }",
    "{ creators(first: %s) { totalCount } }",
    '{ discoverCreators(filter: {countries: ["US"]}, first: %s) { totalCount } }',
    "{ tiktokAccounts(first: %s) { totalCount } }",
    "{ campaigns { nodes { invitations(first: %s) { totalCount } } } }",
    "{ campaigns { nodes { posts(first: %s) { totalCount } } } }",
]


async def test_pages_follow_each_other_without_gap_or_repeat(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    names = [f"c{index}" for index in range(5)]
    for index, name in enumerate(names):
        await seeds.creator(name, 100 - index)
    seen: list[str] = []
    after, pages = None, []
    while True:
        page = (await gateway.data(PAGE, {"first": 2, "after": after}))["creators"]
        assert page["totalCount"] == 5
        assert [edge["node"] for edge in page["edges"]] == page["nodes"]
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        seen += [node["handle"] for node in page["nodes"]]
        pages.append((page["pageInfo"]["hasPreviousPage"], page["pageInfo"]["hasNextPage"]))
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == names
    assert pages == [(False, True), (True, True), (True, False)]


async def test_a_page_has_20_entries_unless_asked_otherwise(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    for index in range(21):
        await seeds.creator(f"c{index}")
    assert len((await gateway.data(PAGE))["creators"]["nodes"]) == 20
    assert len((await gateway.data(PAGE, {"first": 100}))["creators"]["nodes"]) == 21


async def test_an_empty_list_has_no_cursors(gateway: Gateway) -> None:
    assert (await gateway.data(PAGE))["creators"] == {
        "totalCount": 0,
        "nodes": [],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


@pytest.mark.parametrize("document", PAGED)
@pytest.mark.parametrize("first", [101, 0, -1])
async def test_a_page_size_out_of_bounds_is_refused_with_a_typed_error(
    gateway: Gateway, document: str, first: int
) -> None:
    await Seeds(gateway).campaign()
    result = await gateway.run(document % first)
    assert [(error.message, (error.extensions or {})["code"]) for error in result.errors or ()] == [
        ("first: ask for 1 to 100 entries", "INVALID_VALUE")
    ]


async def test_a_page_size_cannot_be_null(gateway: Gateway) -> None:
    result = await gateway.run("{ campaigns(first: null) { totalCount } }")
    assert result.data is None
    assert gateway.calls == []


@pytest.mark.parametrize("after", ["x", "", "Y2FtcGFpZ25zQDE"])
async def test_a_cursor_that_is_not_of_this_list_is_refused(gateway: Gateway, after: str) -> None:
    result = await gateway.run(PAGE, {"after": after})
    assert [(error.extensions or {})["field"] for error in result.errors or ()] == ["after"]


async def test_at_most_100_nodes_are_loaded_at_once(gateway: Gateway) -> None:
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    ids = [global_id("Creator", f"c{index}") for index in range(101)]
    result = await gateway.run(document, {"ids": ids})
    assert [(error.extensions or {})["field"] for error in result.errors or ()] == ["ids"]
    assert gateway.calls == []
    assert (await gateway.data(document, {"ids": ids[:100]}))["nodes"] == [None] * 100
