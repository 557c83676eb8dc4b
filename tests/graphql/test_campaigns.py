from typing import Any

import pytest

from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds, stored

CREATE = """
mutation ($input: CreateCampaignInput!) {
  createCampaign(input: $input) {
    campaign { id name brandName brief state createdAt createdBy tiktokCampaignId inviteLink countryCodes rejection }
    errors { code message field fixableBy retryAt }
  }
}
"""
LAUNCH = """
mutation ($input: LaunchCampaignInput!) {
  launchCampaign(input: $input) { campaign { id state } errors { code field } }
}
"""
GLOW: dict[str, Any] = {"name": "Spring glow", "brandName": "Lumen", "brief": "Show your routine."}


async def test_a_campaign_is_created_and_shown(gateway: Gateway) -> None:
    answer = (await gateway.data(CREATE, {"input": GLOW}, by=Role.MANAGER))["createCampaign"]
    assert answer["errors"] == []
    campaign_id = answer["campaign"].pop("id")
    assert answer["campaign"] == {
        "name": "Spring glow",
        "brandName": "Lumen",
        "brief": "Show your routine.",
        "state": "DRAFT",
        "createdAt": "2026-11-20T09:00:00Z",
        "createdBy": "manager-1",
        "tiktokCampaignId": None,
        "inviteLink": None,
        "countryCodes": [],
        "rejection": None,
    }
    again = await gateway.data("query ($id: ID!) { campaign(id: $id) { id name } }", {"id": campaign_id})
    assert again == {"campaign": {"id": campaign_id, "name": "Spring glow"}}


BUDGETED = """
mutation ($input: CreateCampaignInput!) {
  createCampaign(input: $input) { campaign { budget { amount currency } } errors { code field message } }
}
"""


async def test_a_budget_is_exact_and_of_the_workspaces_currency(gateway: Gateway) -> None:
    budget = {"amount": "5000.50", "currency": "EUR"}
    answer = (await gateway.data(BUDGETED, {"input": {**GLOW, "budget": budget}}))["createCampaign"]
    assert answer == {"campaign": {"budget": budget}, "errors": []}
    without = (await gateway.data(BUDGETED, {"input": GLOW}))["createCampaign"]
    assert without == {"campaign": {"budget": None}, "errors": []}
    dollars = {"amount": 5000, "currency": "USD"}
    other = (await gateway.data(BUDGETED, {"input": {**GLOW, "budget": dollars}}))["createCampaign"]
    message = "The currency here is EUR, not USD. Amounts are never converted."
    assert other == {
        "campaign": None,
        "errors": [{"code": "CURRENCY_MISMATCH", "field": "budget.currency", "message": message}],
    }


@pytest.mark.parametrize(
    ("budget", "field"),
    [
        ({"amount": "0", "currency": "EUR"}, "budget.amount"),
        ({"amount": "1.00001", "currency": "EUR"}, "budget.amount"),
        ({"amount": "1000000000000000", "currency": "EUR"}, "budget.amount"),
        ({"amount": "1", "currency": "euro"}, "budget.currency"),
    ],
)
async def test_a_budget_that_is_none_is_refused_with_its_field(
    gateway: Gateway, budget: dict[str, str], field: str
) -> None:
    answer = (await gateway.data(BUDGETED, {"input": {**GLOW, "budget": budget}}))["createCampaign"]
    assert [(error["code"], error["field"]) for error in answer["errors"]] == [("INVALID_VALUE", field)]
    assert stored(gateway, "campaign") == []


@pytest.mark.parametrize("amount", [12.5, "1e3", "", "1,5", True])
async def test_an_amount_is_written_as_text_or_as_a_whole_number(gateway: Gateway, amount: object) -> None:
    refused = await gateway.run(BUDGETED, {"input": {**GLOW, "budget": {"amount": amount, "currency": "EUR"}}})
    assert refused.data is None
    assert "Decimal takes a number as text" in (refused.errors or [])[0].message


async def test_a_brief_may_be_left_out_but_not_be_null(gateway: Gateway) -> None:
    without = {key: value for key, value in GLOW.items() if key != "brief"}
    answer = (await gateway.data(CREATE, {"input": without}))["createCampaign"]
    assert answer["campaign"]["brief"] == ""
    refused = await gateway.run(CREATE, {"input": {**GLOW, "brief": None}})
    assert refused.data is None
    assert len(stored(gateway, "campaign")) == 1


async def test_a_name_that_is_too_long_is_refused_in_the_payload(gateway: Gateway) -> None:
    answer = (await gateway.data(CREATE, {"input": {**GLOW, "name": "x" * 101}}))["createCampaign"]
    assert answer == {
        "campaign": None,
        "errors": [
            {
                "code": "INVALID_VALUE",
                "message": "name: use 1 to 100 characters",
                "field": "name",
                "fixableBy": "CALLER",
                "retryAt": None,
            }
        ],
    }
    assert stored(gateway, "campaign") == []


async def test_the_same_key_creates_once(gateway: Gateway) -> None:
    keyed = {**GLOW, "idempotencyKey": "k1"}
    first = (await gateway.data(CREATE, {"input": keyed}))["createCampaign"]
    second = (await gateway.data(CREATE, {"input": keyed}))["createCampaign"]
    assert first["campaign"]["id"] == second["campaign"]["id"]
    other = (await gateway.data(CREATE, {"input": {**keyed, "name": "Another"}}))["createCampaign"]
    assert [(error["code"], error["field"]) for error in other["errors"]] == [
        ("IDEMPOTENCY_CONFLICT", "idempotencyKey")
    ]
    assert len(stored(gateway, "campaign")) == 1


@pytest.mark.parametrize("key", [{}, {"idempotencyKey": None}], ids=["absent", "null"])
async def test_without_a_key_every_call_creates(gateway: Gateway, key: dict[str, None]) -> None:
    await gateway.data(CREATE, {"input": {**GLOW, **key}})
    await gateway.data(CREATE, {"input": {**GLOW, **key}})
    assert len(stored(gateway, "campaign")) == 2


async def test_a_launch_shows_the_campaign_on_its_way(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, _ = await seeds.campaign(), await seeds.creator()
    await seeds.invitation()
    await gateway.connect_marketplace()
    answer = (await gateway.data(LAUNCH, {"input": {"campaignId": campaign}}))["launchCampaign"]
    assert answer == {"campaign": {"id": campaign, "state": "SUBMITTING"}, "errors": []}


async def test_a_launch_without_creators_is_refused_and_changes_nothing(gateway: Gateway) -> None:
    campaign = await Seeds(gateway).campaign()
    await gateway.connect_marketplace()
    answer = (await gateway.data(LAUNCH, {"input": {"campaignId": campaign}}))["launchCampaign"]
    assert answer == {"campaign": None, "errors": [{"code": "NO_CREATORS_TO_LAUNCH", "field": None}]}
    assert [one.state.value for one in stored(gateway, "campaign")] == ["draft"]


async def test_mutations_of_one_operation_see_each_others_changes(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, _ = await seeds.campaign(), await seeds.creator()
    await seeds.invitation()
    await gateway.connect_marketplace()
    gateway.one.onboard("ben")
    document = """
    mutation ($id: ID!, $creator: ID!) {
      before: inviteCreators(input: {campaignId: $id, creatorIds: [$creator], message: "?"}) {
        errors { code } invitations { campaign { state } }
      }
      after: launchCampaign(input: {campaignId: $id}) { campaign { state } }
    }
    """
    answer = await gateway.data(document, {"id": campaign, "creator": await seeds.creator("ben")})
    assert answer["before"] == {"errors": [], "invitations": [{"campaign": {"state": "DRAFT"}}]}
    assert answer["after"] == {"campaign": {"state": "SUBMITTING"}}


async def test_campaigns_are_filtered_by_state_and_name(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign("glow")
    await seeds.campaign("matte")
    found = await gateway.data('{ campaigns(nameContains: "GLO", states: [DRAFT]) { nodes { name } totalCount } }')
    assert found["campaigns"] == {"nodes": [{"name": "Campaign glow"}], "totalCount": 1}
    none = await gateway.data("{ campaigns(states: [ACTIVE, PAUSED]) { totalCount } }")
    assert none["campaigns"]["totalCount"] == 0


@pytest.mark.parametrize("asked", ["", "(states: null, nameContains: null, after: null)", "(states: [])"])
async def test_a_filter_that_is_null_or_empty_is_no_filter(gateway: Gateway, asked: str) -> None:
    await Seeds(gateway).campaign()
    found = await gateway.data(f"{{ campaigns{asked} {{ totalCount }} }}")
    assert found["campaigns"]["totalCount"] == 1


async def test_a_campaign_that_does_not_exist_is_null_without_an_error(gateway: Gateway) -> None:
    found = await gateway.data("query ($id: ID!) { campaign(id: $id) { id } }", {"id": global_id("Campaign", "none")})
    assert found == {"campaign": None}


async def test_an_id_of_another_type_is_refused(gateway: Gateway) -> None:
    creator = await Seeds(gateway).creator()
    result = await gateway.run("query ($id: ID!) { campaign(id: $id) { id } }", {"id": creator})
    assert codes(result) == ["INVALID_VALUE"]
