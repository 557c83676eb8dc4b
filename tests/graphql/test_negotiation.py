"""Both sides of a negotiation in the graph: what each sees, says and is told."""

from datetime import timedelta
from typing import Any

import pytest

from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.connecting import connect
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds

MINE = """
{
  myInvitations(first: 5) {
    totalCount
    nodes {
      id handle campaignName brandName brief message state negotiation delivery expiresAt agreedNumber
      tiktokJoinLink reminders { at delivery }
      currentTerms { number fee { amount currency } } terms { number proposedBy remark }
    }
  }
}
"""
RECEIVED = global_id("ReceivedInvitation", "later-mara.cooks")


@pytest.fixture
async def invitation(gateway: Gateway) -> str:
    """The brand's id of an invitation for 100 EUR that went out to the connected creator; the budget is 150 EUR."""
    seeds = Seeds(gateway)
    await seeds.campaign("later")
    await connect(gateway, Role.CREATOR)
    return await seeds.received()


async def do(gateway: Gateway, mutation: str, by: Role, shown: str, **given: Any) -> dict[str, Any]:
    input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
    document = (
        f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) "
        f"{{ {shown} errors {{ code field retryAt }} }} }}"
    )
    answer: dict[str, Any] = (await gateway.data(document, {"input": given}, by=by))[mutation]
    return answer


async def test_a_connected_creator_sees_what_they_received_and_what_they_may_know_of_the_campaign(
    gateway: Gateway, invitation: str
) -> None:
    assert (await gateway.data(MINE, by=Role.CREATOR))["myInvitations"] == {
        "totalCount": 1,
        "nodes": [
            {
                "id": RECEIVED,
                "handle": "mara.cooks",
                "campaignName": "Campaign later",
                "brandName": "Lumen",
                "brief": "Show your routine.",
                "message": "Would you?",
                "state": "SENT",
                "negotiation": "OPEN",
                "delivery": "NOTIFICATION_ONLY",
                "expiresAt": "2026-12-04T09:00:00Z",
                "agreedNumber": None,
                "tiktokJoinLink": "https://www.tiktok.com/t/ZMexample2/",
                "reminders": [],
                "currentTerms": {"number": 1, "fee": {"amount": "100", "currency": "EUR"}},
                "terms": [{"number": 1, "proposedBy": "BRAND", "remark": ""}],
            }
        ],
    }
    assert (await gateway.data(MINE, by=Role.OWNER))["myInvitations"] == {"totalCount": 0, "nodes": []}
    other = gateway.member(Role.CREATOR, name="somebody-else")
    assert (await gateway.data(MINE, by=other))["myInvitations"] == {"totalCount": 0, "nodes": []}


async def test_what_one_side_proposes_the_other_sees_and_agrees_to(gateway: Gateway, invitation: str) -> None:
    terms = {"fee": {"amount": "140", "currency": "EUR"}}
    shown = "invitation { negotiation state currentTerms { number proposedBy remark fee { amount } } }"
    countered = await do(
        gateway, "counterInvitation", Role.CREATOR, shown,
        invitationId=RECEIVED, termsNumber=1, terms=terms, remark="For two takes.",
    )  # fmt: skip
    assert countered == {
        "invitation": {
            "negotiation": "COUNTERED",
            "state": "VIEWED",
            "currentTerms": {
                "number": 2,
                "proposedBy": "CREATOR",
                "remark": "For two takes.",
                "fee": {"amount": "140"},
            },
        },
        "errors": [],
    }
    shown = (
        "invitation { state agreedNumber agreedBy joining { way state joinedAt failure } "
        "campaign { committed { amount } remaining { amount } } }"
    )
    accepted = await do(gateway, "acceptCounterOffer", Role.MANAGER, shown, invitationId=invitation, termsNumber=2)
    assert accepted == {
        "invitation": {
            "state": "ACCEPTED",
            "agreedNumber": 2,
            "agreedBy": "BRAND",
            "joining": {"way": "JOIN_LINK", "state": "OPEN", "joinedAt": None, "failure": None},
            "campaign": {"committed": {"amount": "140"}, "remaining": {"amount": "10"}},
        },
        "errors": [],
    }


async def test_a_yes_to_terms_that_changed_shows_those_that_stand(gateway: Gateway, invitation: str) -> None:
    gift = {"productGift": True}
    await do(gateway, "counterInvitation", Role.CREATOR, "", invitationId=RECEIVED, termsNumber=1, terms=gift)
    more = {"fee": {"amount": "120", "currency": "EUR"}}
    await do(gateway, "answerCounterOffer", Role.OWNER, "", invitationId=invitation, termsNumber=2, terms=more)
    shown = "invitation { state currentTerms { number fee { amount } } }"
    answer = await do(gateway, "acceptInvitation", Role.CREATOR, shown, invitationId=RECEIVED, termsNumber=1)
    assert answer == {
        "invitation": {"state": "VIEWED", "currentTerms": {"number": 3, "fee": {"amount": "120"}}},
        "errors": [{"code": "TERMS_CHANGED", "field": "termsNumber", "retryAt": None}],
    }


async def test_more_than_the_budget_is_refused_and_changes_nothing(gateway: Gateway, invitation: str) -> None:
    terms = {"fee": {"amount": "150.01", "currency": "EUR"}}
    await do(gateway, "counterInvitation", Role.CREATOR, "", invitationId=RECEIVED, termsNumber=1, terms=terms)
    before = dict(gateway.units.storage.records)
    answer = await do(
        gateway, "acceptCounterOffer", Role.OWNER, "invitation { id }", invitationId=invitation, termsNumber=2
    )
    assert answer == {"invitation": None, "errors": [{"code": "BUDGET_EXCEEDED", "field": None, "retryAt": None}]}
    assert gateway.units.storage.records == before


async def test_a_creators_no_is_seen_by_the_brand(gateway: Gateway, invitation: str) -> None:
    shown = "invitation { state answer }"
    declined = await do(
        gateway, "declineInvitation", Role.CREATOR, shown, invitationId=RECEIVED, message="Not this month."
    )
    assert declined["invitation"] == {"state": "DECLINED", "answer": "Not this month."}
    document = "query ($id: ID!) { node(id: $id) { ... on Invitation { state answer overBudget hasJoinLink } } }"
    assert (await gateway.data(document, {"id": invitation}))["node"] == {
        "state": "DECLINED",
        "answer": "Not this month.",
        "overBudget": False,
        "hasJoinLink": False,
    }


async def test_an_invitation_is_extended_reminded_of_linked_and_withdrawn(gateway: Gateway, invitation: str) -> None:
    one = {"invitationId": invitation}
    until = "2026-12-24T18:00:00Z"
    shown = "invitation { expiresAt remindableAt }"
    extended = await do(gateway, "extendInvitation", Role.OWNER, shown, **one, until=until)
    assert extended == {"invitation": {"expiresAt": until, "remindableAt": "2026-11-21T09:00:00Z"}, "errors": []}
    early = await do(gateway, "remindInvitation", Role.OWNER, "", **one)
    assert early["errors"] == [{"code": "REMINDER_TOO_SOON", "field": None, "retryAt": "2026-11-21T09:00:00Z"}]
    gateway.clock.advance(timedelta(days=1))
    reminded = await do(gateway, "remindInvitation", Role.OWNER, "invitation { reminders { at delivery } }", **one)
    assert reminded["invitation"]["reminders"] == [{"at": "2026-11-21T09:00:00Z", "delivery": "SHOWN_HERE"}]
    gateway.clock.advance(timedelta(days=1))
    last = await do(gateway, "remindInvitation", Role.OWNER, "invitation { reminders { at } remindableAt }", **one)
    assert (len(last["invitation"]["reminders"]), last["invitation"]["remindableAt"]) == (2, None)
    linked = await do(gateway, "createJoinLink", Role.OWNER, "url", **one)
    assert linked["url"].startswith("https://gateway.test/join/")
    withdrawn = await do(
        gateway, "withdrawInvitation", Role.OWNER, "invitation { state hasJoinLink remindableAt }", **one
    )
    ended = {"state": "WITHDRAWN", "hasJoinLink": True, "remindableAt": None}
    assert withdrawn == {"invitation": ended, "errors": []}


async def test_ids_of_the_other_side_and_of_other_workspaces_lead_nowhere(gateway: Gateway, invitation: str) -> None:
    swapped = await do(gateway, "acceptInvitation", Role.CREATOR, "", invitationId=invitation, termsNumber=1)
    assert swapped["errors"] == [{"code": "INVALID_VALUE", "field": "invitationId", "retryAt": None}]
    rival = gateway.member(Role.OWNER, workspace="rival")
    document = "mutation ($id: ID!) { withdrawInvitation(input: {invitationId: $id}) { errors { code } } }"
    answer = await gateway.data(document, {"id": invitation}, by=rival)
    assert answer["withdrawInvitation"]["errors"] == [{"code": "NOT_FOUND"}]
    node = "query ($id: ID!) { node(id: $id) { id } }"
    assert codes(await gateway.run(node, {"id": invitation}, by=Role.CREATOR)) == ["NOT_ALLOWED"]
    assert (await gateway.data(node, {"id": RECEIVED}, by=Role.MANAGER))["node"] is None


@pytest.mark.parametrize("days", [0, 91])
async def test_an_invitation_lasts_for_1_to_90_days(gateway: Gateway, days: int) -> None:
    seeds = Seeds(gateway)
    given = {"campaignId": await seeds.campaign(), "creatorIds": [await seeds.creator()], "message": "Hi!"}
    answer = await do(gateway, "inviteCreators", Role.OWNER, "invitations { id }", **given, expiresInDays=days)
    assert answer["errors"] == [{"code": "INVALID_VALUE", "field": "expiresInDays", "retryAt": None}]
    lasting = await do(
        gateway, "inviteCreators", Role.OWNER, "invitations { expiresAt state }", **given, expiresInDays=90
    )
    assert lasting["invitations"] == [{"expiresAt": None, "state": "DRAFT"}]
