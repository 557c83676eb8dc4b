"""How many statements a query of the graph costs on PostgreSQL: one per level, whatever the number of objects."""

import pytest

from creatorport.graphql.global_ids import global_id
from tests.integration.cost.house import House

NESTED = """
query ($id: ID!, $first: Int!) {
  campaign(id: $id) {
    name
    invitations(first: $first) {
      totalCount
      nodes { state creator { handle followers { value } } performance { posts views { value } } }
    }
  }
}
"""
SPREAD_OUT = """
query ($id: ID!, $first: Int!) {
  campaign(id: $id) { ...Invited label: name }
  again: campaign(id: $id) { ... on Campaign { ...Invited } }
}
fragment Invited on Campaign {
  invitations(first: $first) { total: totalCount nodes { ...Who ...Numbers } }
  same: invitations(first: $first) { nodes { ...Who } }
}
fragment Who on Invitation { creator { name: handle } person: creator { displayName } }
fragment Numbers on Invitation { performance { views { value } } sums: performance { likes { value } } }
"""
PAGE = """
query ($first: Int!) {
  campaigns(first: $first) { totalCount nodes { name performance { views { value } engagementRate { value } } } }
}
"""
POSTS = """
query ($id: ID!, $first: Int!) {
  campaign(id: $id) {
    posts(first: $first) {
      totalCount
      nodes { url creator { handle } latest { views { value } } history(newest: 3) { capturedAt views { value } } }
    }
  }
}
"""


@pytest.mark.parametrize("invitations", [1, 20, 100])
async def test_a_campaign_with_its_invitations_creators_and_numbers_is_four_statements(
    house: House, invitations: int
) -> None:
    await house.populate("glow", invitations)
    with house.counted() as (statements, calls):
        data = await house.ask(NESTED, id=global_id("Campaign", "glow"), first=100)
        assert len(statements) == 4
        assert len(calls) == 0
    shown = data["campaign"]["invitations"]
    assert shown["totalCount"] == len(shown["nodes"]) == invitations
    assert {node["performance"]["views"]["value"] for node in shown["nodes"]} == {"100"}


@pytest.mark.parametrize("invitations", [1, 20, 100])
async def test_the_same_with_aliases_and_fragments_is_still_four_statements(house: House, invitations: int) -> None:
    await house.populate("glow", invitations)
    with house.counted() as (statements, _):
        data = await house.ask(SPREAD_OUT, id=global_id("Campaign", "glow"), first=100)
        assert len(statements) == 4
    assert data["again"]["invitations"]["total"] == invitations
    assert len(data["campaign"]["same"]["nodes"]) == invitations


@pytest.mark.parametrize("campaigns", [1, 20, 100])
async def test_a_page_of_campaigns_with_the_numbers_of_each_is_two_statements(house: House, campaigns: int) -> None:
    for number in range(campaigns):
        await house.populate(f"k{number}", 1)
    with house.counted() as (statements, _):
        data = await house.ask(PAGE, first=100)
        assert len(statements) == 2
    shown = data["campaigns"]["nodes"]
    assert [node["performance"]["views"]["value"] for node in shown] == ["100"] * campaigns


@pytest.mark.parametrize("posts", [1, 20, 100])
async def test_a_campaigns_posts_with_the_history_of_each_are_four_statements(house: House, posts: int) -> None:
    await house.populate("glow", posts, captures=4)
    with house.counted() as (statements, _):
        data = await house.ask(POSTS, id=global_id("Campaign", "glow"), first=100)
        assert len(statements) == 4
    shown = data["campaign"]["posts"]["nodes"]
    assert len(shown) == posts
    for node in shown:
        assert [capture["views"]["value"] for capture in node["history"]] == ["200", "300", "400"]
