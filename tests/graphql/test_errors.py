import inspect
from datetime import timedelta
from typing import Any

import pytest

from creatorport.domain import errors
from creatorport.domain.errors import (
    CreatorportError,
    FixableBy,
    Refusal,
    TikTokAnswerLost,
    TikTokError,
    TikTokThrottled,
)
from creatorport.graphql.error.types import ErrorCode
from creatorport.graphql.errors import MASKED, SHOWN, problem
from tests.fakes.clock import START
from tests.graphql.connecting import connect
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds

PUBLIC = [
    found
    for _, found in inspect.getmembers(errors, inspect.isclass)
    if issubclass(found, CreatorportError) and found is not CreatorportError
]
DISCOVER = '{ discoverCreators(filter: {countries: ["US"]}) { totalCount } }'
REFRESH = """
mutation ($id: ID!) {
  refreshTiktokAccount(input: {accountId: $id}) {
    account { id }
    errors { __typename code message field fixableBy retryAt ... on TikTokRefusal { tiktokCode logId } }
  }
}
"""


@pytest.mark.parametrize("error", PUBLIC)
def test_every_domain_error_is_either_shown_with_a_code_or_masked(error: type[CreatorportError]) -> None:
    shown, masked = issubclass(error, SHOWN), issubclass(error, MASKED)
    assert shown != masked
    if shown:
        assert error.code in {code.value for code in ErrorCode}


def test_every_code_belongs_to_a_domain_error() -> None:
    assert {code.value for code in ErrorCode} == {error.code for error in PUBLIC if issubclass(error, SHOWN)}


@pytest.mark.parametrize("error", [one for one in PUBLIC if issubclass(one, TikTokError)])
def test_every_outcome_at_tiktok_says_who_can_fix_it(error: type[TikTokError]) -> None:
    raised = TikTokThrottled("x", "y", retry_after=1) if error is TikTokThrottled else error("x", "y")
    assert isinstance(problem(raised, START).fixable_by, FixableBy)


async def test_a_refusal_of_a_query_is_an_error_at_the_top(gateway: Gateway) -> None:
    result = await gateway.run(DISCOVER)
    assert result.data is None
    assert [(error.message, error.extensions) for error in result.errors or ()] == [
        (
            "Connect this workspace to TikTok One first: startMarketplaceConnect.",
            {"code": "MARKETPLACE_NOT_CONNECTED", "field": None, "fixableBy": "MEMBER", "retryAt": None},
        )
    ]


async def test_a_limit_at_tiktok_tells_when_to_come_back(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    gateway.one.troubles.throttle("labels.read", retry_after=90)
    result = await gateway.run("{ creatorCategories { readAt } }")
    assert [error.extensions for error in result.errors or ()] == [
        {
            "code": "TIKTOK_THROTTLED",
            "field": None,
            "fixableBy": "NOBODY",
            "retryAt": "2026-11-20T09:01:30Z",
            "tiktokCode": None,
            "logId": None,
        }
    ]


async def test_trouble_at_tiktok_comes_in_the_payload_of_a_mutation(gateway: Gateway) -> None:
    account = await connect(gateway)
    gateway.profiles.troubles.throttle("profiles.read", retry_after=60)
    gateway.profiles.troubles.refuse("profiles.read", tiktok_code="40002", message="invalid")
    first = (await gateway.data(REFRESH, {"id": account}))["refreshTiktokAccount"]
    assert first == {
        "account": None,
        "errors": [
            {
                "__typename": "TikTokRefusal",
                "code": "TIKTOK_THROTTLED",
                "message": "TikTok takes no more calls for the moment; nothing happened there. Try again in 60 "
                "seconds.",
                "field": None,
                "fixableBy": "NOBODY",
                "retryAt": "2026-11-20T09:01:00Z",
                "tiktokCode": None,
                "logId": None,
            }
        ],
    }
    second = (await gateway.data(REFRESH, {"id": account}))["refreshTiktokAccount"]["errors"][0]
    assert (second["code"], second["tiktokCode"], second["retryAt"]) == ("TIKTOK_REFUSED", "40002", None)


async def test_a_refusal_in_a_payload_has_the_domains_facts(gateway: Gateway) -> None:
    result = await gateway.data(REFRESH, {"id": "not-an-id"})
    assert result["refreshTiktokAccount"]["errors"] == [
        {
            "__typename": "Refusal",
            "code": "INVALID_VALUE",
            "message": "accountId: is not an id of this graph",
            "field": "accountId",
            "fixableBy": "CALLER",
            "retryAt": None,
        }
    ]


@pytest.mark.parametrize("fault", [RuntimeError("boom"), errors.StorageUnavailable("down"), errors.VaultError("key")])
async def test_a_fault_passes_through_for_the_transport_to_mask(
    gateway: Gateway, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()

    async def broken(*_: object, **__: object) -> Any:
        raise fault

    monkeypatch.setattr(gateway.application.reads.campaigns, "by_ids", broken)
    result = await gateway.run("query ($id: ID!) { campaign(id: $id) { name } }", {"id": campaign})
    assert [error.original_error for error in result.errors or ()] == [fault]
    assert codes(result) == [None]


def test_an_answer_that_was_lost_is_told_apart_from_a_no() -> None:
    lost = problem(TikTokAnswerLost("publish", "gone", log_id="L1"), START)
    assert (lost.code, lost.fixable_by, lost.retry_at) == ("TIKTOK_ANSWER_LOST", FixableBy.TIKTOK, None)


def test_a_refusal_keeps_the_time_of_its_retry() -> None:
    later = START + timedelta(hours=1)
    assert problem(Refusal("wait", retry_at=later), START).retry_at == later
