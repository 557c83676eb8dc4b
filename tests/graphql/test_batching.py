"""How many statements stand behind a query: one for each level, whatever the number of objects."""

from collections import Counter

import pytest

from creatorport.graphql.access import guarded_fields
from creatorport.graphql.fields import EDGE, KIND
from creatorport.graphql.loading import Loader
from creatorport.graphql.schema import schema
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds

NESTED = """
query ($id: ID!) {
  campaign(id: $id) {
    invitations(first: 20) {
      totalCount pageInfo { hasNextPage }
      nodes { creator { handle } performance { views { value } engagementRate { value } } }
    }
  }
}
"""
TERMS = """
query ($id: ID!) {
  campaign(id: $id) {
    invitations(first: 100) { nodes { creator { handle } currentTerms { number fee { amount } } terms { number } } }
  }
}
"""
WIDE = """
{
  campaigns {
    nodes {
      performance { views { value } }
      invitationCounts { count }
      invitations(first: 5) { nodes { creator { handle } campaign { name } performance { posts } } }
      posts { nodes { creator { handle } campaign { name } latest { views { value } } history { fell } } }
    }
  }
}
"""


async def crowd(gateway: Gateway, campaigns: int, invitations: int) -> list[str]:
    seeds = Seeds(gateway)
    for number in range(invitations):
        await seeds.creator(f"c{number}")
    ids = []
    for campaign in range(campaigns):
        ids.append(await seeds.campaign(f"k{campaign}"))
        for number in range(invitations):
            await seeds.invitation(f"k{campaign}", f"c{number}")
            await seeds.post(f"k{campaign}", f"c{number}", video_id=f"{campaign}-{number}")
    return ids


@pytest.mark.parametrize("invitations", [1, 20])
async def test_a_campaign_with_its_invitations_creators_and_numbers_takes_four_statements(
    gateway: Gateway, invitations: int
) -> None:
    (campaign,) = await crowd(gateway, 1, invitations)
    shown = (await gateway.data(NESTED, {"id": campaign}))["campaign"]["invitations"]
    assert len(shown["nodes"]) == shown["totalCount"] == invitations
    assert sorted(gateway.calls) == [
        "campaigns.by_ids",
        "creators.by_ids",
        "invitations.pages_of_campaigns",
        "performance.of_creators",
    ]


@pytest.mark.parametrize("invitations", [1, 20])
async def test_the_terms_of_all_invitations_take_two_statements_more(gateway: Gateway, invitations: int) -> None:
    (campaign,) = await crowd(gateway, 1, invitations)
    shown = (await gateway.data(TERMS, {"id": campaign}))["campaign"]["invitations"]["nodes"]
    assert [one["currentTerms"]["number"] for one in shown] == [1] * invitations
    assert sorted(gateway.calls) == [
        "campaigns.by_ids",
        "creators.by_ids",
        "invitations.current_terms",
        "invitations.pages_of_campaigns",
        "invitations.terms_of_invitations",
    ]


@pytest.mark.parametrize(("campaigns", "invitations"), [(1, 1), (3, 5)])
async def test_the_number_of_statements_does_not_grow_with_the_number_of_objects(
    gateway: Gateway, campaigns: int, invitations: int
) -> None:
    await crowd(gateway, campaigns, invitations)
    await gateway.data(WIDE)
    assert Counter(gateway.calls) == {
        "campaigns.page": 1,
        "campaigns.by_ids": 1,
        "creators.by_ids": 1,
        "invitations.counts_of_campaigns": 1,
        "invitations.pages_of_campaigns": 1,
        "performance.of_campaigns": 1,
        "performance.of_creators": 1,
        "performance.pages_of_posts": 1,
        "performance.histories": 1,
    }


async def test_the_same_edge_with_other_arguments_is_another_batch(gateway: Gateway) -> None:
    await crowd(gateway, 3, 2)
    document = """
    { campaigns { nodes {
        one: invitations(first: 1) { nodes { handle } }
        two: invitations(first: 2) { nodes { handle } }
        drafts: invitations(first: 2, states: [DRAFT]) { nodes { handle } }
        again: invitations(states: [DRAFT, DRAFT], first: 2) { nodes { handle } }
    } } }
    """
    nodes = (await gateway.data(document))["campaigns"]["nodes"]
    assert [len(node["one"]["nodes"]) for node in nodes] == [1, 1, 1]
    assert [len(node["two"]["nodes"]) for node in nodes] == [2, 2, 2]
    assert gateway.calls.count("invitations.pages_of_campaigns") == 3


async def test_several_ids_of_one_type_are_one_batch(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    ids = [await seeds.creator(name) for name in ("ana", "ben")] + [await seeds.campaign()]
    await gateway.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [*ids, *ids]})
    assert sorted(gateway.calls) == ["campaigns.by_ids", "creators.by_ids"]


async def test_a_renewed_context_forgets_what_it_loaded(gateway: Gateway) -> None:
    campaign = await Seeds(gateway).campaign()
    context = gateway.context(gateway.member())
    document = f'{{ campaign(id: "{campaign}") {{ name }} }}'
    for _ in range(2):
        await schema.execute(document, context_value=context)
    assert gateway.calls == ["campaigns.by_ids"]
    context.renew()
    await schema.execute(document, context_value=context)
    assert gateway.calls == ["campaigns.by_ids"] * 2


def test_every_edge_is_declared_as_one_batch_load() -> None:
    edges = {
        name: field.metadata[EDGE]
        for name, field in guarded_fields(schema.core).items()
        if field.metadata[KIND] == EDGE
    }
    assert edges
    for name, edge in edges.items():
        assert issubclass(edge.loader, Loader), name
        assert edge.loader.__name__.endswith("Loader"), name
