from typing import Any

import pytest

from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds, stored

INVITE = """
mutation ($input: InviteCreatorsInput!) {
  inviteCreators(input: $input) {
    invitations { handle message state delivery sentAt campaign { id } creator { id handle } }
    errors { __typename code message field }
  }
}
"""


async def invite(gateway: Gateway, **wanted: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await gateway.data(INVITE, {"input": {"message": "Hi {display_name}!", **wanted}}))[
        "inviteCreators"
    ]
    return answer


async def test_creators_are_invited_and_those_who_cannot_be_are_named(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, ana, ben = await seeds.campaign(), await seeds.creator("ana"), await seeds.creator("ben")
    await seeds.invitation("glow", "ben")
    answer = await invite(gateway, campaignId=campaign, creatorIds=[ana, ben, global_id("Creator", "nobody")])
    assert answer["invitations"] == [
        {
            "handle": "ana",
            "message": "Hi Ana!",
            "state": "DRAFT",
            "delivery": None,
            "sentAt": None,
            "campaign": {"id": campaign},
            "creator": {"id": ana, "handle": "ana"},
        }
    ]
    assert answer["errors"] == [
        {
            "__typename": "Refusal",
            "code": "ALREADY_INVITED",
            "message": "@ben has a live invitation to this campaign.",
            "field": "creatorIds.1",
        },
        {
            "__typename": "Refusal",
            "code": "NOT_FOUND",
            "message": "There is no creator nobody in this workspace.",
            "field": "creatorIds.2",
        },
    ]


async def test_the_same_key_invites_once_and_repeats_the_answer(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, ana, ben = await seeds.campaign(), await seeds.creator("ana"), await seeds.creator("ben")
    await seeds.invitation("glow", "ben")
    wanted = {"campaignId": campaign, "creatorIds": [ana, ben], "idempotencyKey": "k1"}
    assert await invite(gateway, **wanted) == await invite(gateway, **wanted)
    assert sorted(one.handle.text for one in stored(gateway, "invitation")) == ["ana", "ben"]


@pytest.mark.parametrize("number", [0, 101])
async def test_a_call_names_1_to_100_creators(gateway: Gateway, number: int) -> None:
    campaign = await Seeds(gateway).campaign()
    ids = [global_id("Creator", f"c{index}") for index in range(number)]
    answer = await invite(gateway, campaignId=campaign, creatorIds=ids)
    assert [(error["code"], error["field"]) for error in answer["errors"]] == [("INVALID_VALUE", "creatorIds")]
    assert stored(gateway, "invitation") == []


async def test_a_wrong_id_among_the_creators_is_named_and_nobody_is_invited(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, ana = await seeds.campaign(), await seeds.creator("ana")
    answer = await invite(gateway, campaignId=campaign, creatorIds=[ana, campaign])
    assert answer["invitations"] == []
    assert [(error["code"], error["field"]) for error in answer["errors"]] == [("INVALID_VALUE", "creatorIds.1")]
    assert stored(gateway, "invitation") == []


async def test_invitations_are_counted_by_state_and_filtered(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    for name in ("ana", "ben"):
        await seeds.creator(name)
        await seeds.invitation("glow", name)
    document = """
    query ($id: ID!) {
      campaign(id: $id) {
        invitationCounts { state count }
        drafts: invitations(states: [DRAFT]) { totalCount }
        others: invitations(states: [SENT, ACCEPTED]) { totalCount nodes { id } }
      }
    }
    """
    assert (await gateway.data(document, {"id": campaign}))["campaign"] == {
        "invitationCounts": [{"state": "DRAFT", "count": 2}],
        "drafts": {"totalCount": 2},
        "others": {"totalCount": 0, "nodes": []},
    }
