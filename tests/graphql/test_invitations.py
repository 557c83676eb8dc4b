from datetime import timedelta
from typing import Any

import pytest

from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.ids import EffectId, WorkspaceId
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import HOME, Gateway
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
    given = {**({} if "templateId" in wanted else {"message": "Hi {display_name}!"}), **wanted}
    answer: dict[str, Any] = (await gateway.data(INVITE, {"input": given}))["inviteCreators"]
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
            "message": "There is no such creator in this workspace.",
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


async def test_creators_are_invited_by_a_template_and_some_in_other_words(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, template = await seeds.campaign(), await seeds.template(text="{display_name}, {brand} offers {fee}.")
    ana, ben, cleo = [await seeds.creator(name) for name in ("ana", "ben", "cleo")]
    answer = await invite(
        gateway,
        campaignId=campaign,
        creatorIds=[ana, ben, cleo],
        templateId=template,
        overrides=[{"creatorId": ben, "message": "Hello @{handle}"}],
        termsOf=[{"creatorId": ana, "terms": {"fee": {"amount": "500.00", "currency": "EUR"}}}],
    )
    assert [(one["handle"], one["message"]) for one in answer["invitations"]] == [
        ("ana", "Ana, Lumen offers 500.00 EUR."),
        ("ben", "Hello @ben"),
    ]
    assert answer["errors"] == [
        {
            "__typename": "Refusal",
            "code": "VARIABLE_WITHOUT_VALUE",
            "message": "For @cleo there is no value for {fee}.",
            "field": "creatorIds.2",
        }
    ]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({}, "INVALID_VALUE", "message"),
        ({"templateId": "hello", "message": "Hi!"}, "INVALID_VALUE", "message"),
        ({"templateId": "nowhere"}, "NOT_FOUND", "templateId"),
        ({"message": "Hi {nickname}!"}, "UNKNOWN_VARIABLE", "message"),
        ({"templateId": "hello", "overrides": [("ana", "")]}, "INVALID_VALUE", "overrides.0.message"),
        ({"templateId": "hello", "overrides": [("ana", "{y}")]}, "UNKNOWN_VARIABLE", "overrides.0.message"),
        ({"templateId": "hello", "overrides": [("ben", "Hi")]}, "INVALID_VALUE", "overrides.0.creatorId"),
        ({"templateId": "hello", "overrides": [("ana", "Hi")] * 2}, "INVALID_VALUE", "overrides.1.creatorId"),
        ({"templateId": "hello", "overrides": [("ana", "Hi")] * 1001}, "INVALID_VALUE", "overrides"),
    ],
)
async def test_words_that_cannot_be_meant_invite_nobody(
    gateway: Gateway, given: dict[str, Any], code: str, field: str | None
) -> None:
    seeds = Seeds(gateway)
    wanted: dict[str, Any] = {"campaignId": await seeds.campaign(), "creatorIds": [await seeds.creator("ana")]}
    await seeds.creator("ben")
    await seeds.template()
    before = dict(gateway.units.storage.records)
    wanted |= given
    if "templateId" in given:
        wanted["templateId"] = global_id("MessageTemplate", given["templateId"])
    wanted["overrides"] = [
        {"creatorId": global_id("Creator", one), "message": message} for one, message in given.get("overrides", [])
    ]
    answer = (await gateway.data(INVITE, {"input": wanted}))["inviteCreators"]
    assert (answer["invitations"], [(error["code"], error["field"]) for error in answer["errors"]]) == (
        [],
        [(code, field)],
    )
    assert gateway.units.storage.records == before


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


TERMS = """
mutation ($input: InviteCreatorsInput!) {
  inviteCreators(input: $input) {
    invitations {
      handle agreedNumber agreedBy
      currentTerms {
        number fee { amount currency } commissionRate productGift usageRightsDays exclusivityDays guidelines
        deliverables { kind count dueOn } proposedBy proposedAt remark
      }
      terms { number fee { amount } }
    }
    errors { code field }
  }
}
"""


async def test_everybody_is_offered_the_same_except_those_who_are_offered_their_own(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, ana, ben = await seeds.campaign(), await seeds.creator("ana"), await seeds.creator("ben")
    terms = {
        "fee": {"amount": "450.50", "currency": "EUR"},
        "commissionRate": "0.15",
        "productGift": True,
        "deliverables": [{"kind": "VIDEO", "count": 2, "dueOn": "2026-12-24"}, {"kind": "LIVE"}],
        "usageRightsDays": 90,
        "exclusivityDays": 30,
        "guidelines": "Say that it is an ad.",
    }
    own = [{"creatorId": ben, "terms": {"fee": {"amount": "900", "currency": "EUR"}}}]
    wanted: dict[str, Any] = {"campaignId": campaign, "creatorIds": [ana, ben], "message": "Hi!", "terms": terms}
    wanted["termsOf"] = own
    answer = (await gateway.data(TERMS, {"input": wanted}))["inviteCreators"]
    assert answer["errors"] == []
    first, second = answer["invitations"]
    assert first["currentTerms"] == {
        **terms,
        "number": 1,
        "deliverables": [
            {"kind": "VIDEO", "count": 2, "dueOn": "2026-12-24"},
            {"kind": "LIVE", "count": 1, "dueOn": None},
        ],
        "proposedBy": "BRAND",
        "proposedAt": "2026-11-20T09:00:00Z",
        "remark": "",
    }
    assert (first["agreedNumber"], first["agreedBy"]) == (None, None)
    assert second["terms"] == [{"number": 1, "fee": {"amount": "900"}}]


@pytest.mark.parametrize(
    ("terms", "own", "code", "field"),
    [
        ({"usageRightsDays": -1}, {}, "INVALID_VALUE", "terms.usageRightsDays"),
        ({"fee": {"amount": "-1", "currency": "EUR"}}, {}, "INVALID_VALUE", "terms.fee"),
        ({"fee": {"amount": "1", "currency": "euro"}}, {}, "INVALID_VALUE", "terms.fee.currency"),
        ({"deliverables": [{"kind": "LIVE", "count": 11}]}, {}, "INVALID_VALUE", "terms.deliverables.0.count"),
        ({"fee": {"amount": "1", "currency": "USD"}}, {}, "CURRENCY_MISMATCH", "terms.fee.currency"),
        ({}, {"fee": {"amount": "1", "currency": "USD"}}, "CURRENCY_MISMATCH", "termsOf.0.terms.fee.currency"),
        ({}, {"commissionRate": "2"}, "INVALID_VALUE", "termsOf.0.terms.commissionRate"),
    ],
)
async def test_terms_that_cannot_be_meant_invite_nobody(
    gateway: Gateway, terms: dict[str, Any], own: dict[str, Any], code: str, field: str
) -> None:
    seeds = Seeds(gateway)
    campaign, ana = await seeds.campaign(), await seeds.creator("ana")
    async with gateway.units() as uow:
        await uow.workspaces.settle_currency(WorkspaceId("lumen"), "EUR")
        await uow.commit()
    wanted: dict[str, Any] = {"campaignId": campaign, "creatorIds": [ana], "message": "Hi!", "terms": terms}
    wanted["termsOf"] = [{"creatorId": ana, "terms": own}]
    answer = (await gateway.data(TERMS, {"input": wanted}))["inviteCreators"]
    assert answer == {"invitations": [], "errors": [{"code": code, "field": field}]}
    assert stored(gateway, "invitation") == []


async def test_terms_of_somebody_who_is_not_invited_or_twice_are_a_mistake(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, ana, ben = await seeds.campaign(), await seeds.creator("ana"), await seeds.creator("ben")
    for named, field in (([ben], "termsOf.0.creatorId"), ([ana, ana], "termsOf.1.creatorId")):
        wanted = {"campaignId": campaign, "creatorIds": [ana], "message": "Hi!"}
        answer = await invite(gateway, **wanted, termsOf=[{"creatorId": one, "terms": {}} for one in named])
        assert [(error["code"], error["field"]) for error in answer["errors"]] == [("INVALID_VALUE", field)]


async def test_what_is_not_known_to_have_happened_says_why_and_when_tiktok_is_asked_next(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, _, _ = await seeds.campaign(), await seeds.creator(), await seeds.invitation()
    now = gateway.clock.now()
    added = Effect.intend(
        EffectId("e"),
        HOME,
        EffectKind.ADD_CREATORS,
        subject="glow",
        reference="r",
        request={"invitation_ids": ["glow-ana"]},
        now=now,
    )
    lost = added.call(now).lose("the answer was lost").stay_unknown("No permission.").wait(now + timedelta(minutes=1))
    async with gateway.units() as uow:
        await uow.effects.add(lost)
        await uow.commit()
    what = "undecided { change since reason refused retryAt }"
    query = f"query ($id: ID!) {{ campaign(id: $id) {{ {what} invitations {{ nodes {{ {what} }} }} }} }}"
    undecided = {
        "change": "ADD_CREATORS",
        "since": "2026-11-20T09:00:00Z",
        "reason": "No permission.",
        "refused": True,
        "retryAt": "2026-11-20T09:01:00Z",
    }
    assert (await gateway.data(query, {"id": campaign}))["campaign"] == {
        "undecided": [undecided],
        "invitations": {"nodes": [{"undecided": [undecided]}]},
    }
