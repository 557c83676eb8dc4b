"""A TikTok that is away, overloaded, or talks nonsense: the caller learns what it was, and keeps the last good data."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import US, campaign_of, connect_account, discovered, launched
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

DISCOVER = "/business/open_api/v1.3/tto/tcm/creator/discover/"
REPORT = "/business/open_api/v1.3/tto/tcm/report/"
USER_INFO = "/open/v2/user/info/"
LAST_SYNC = "query ($id: ID!) { tiktokAccount(id: $id) { lastSync { state } } }"
ATTEMPTS = 3  # a read is harmless to repeat


@pytest.fixture(autouse=True)
async def well_again(stage: Stage) -> AsyncIterator[None]:
    """TikTok is as usual before and afterwards, and long enough for every limit to be free again."""
    await stage.leap(310)
    yield
    stage.simulator.disarm()
    await stage.leap(310)


@pytest.fixture
async def creator(stage: Stage) -> Caller:
    return stage.caller(Role.CREATOR, member="troubled")


@pytest.fixture
async def account_id(stage: Stage, creator: Caller) -> str:
    """An account that was connected before the trouble began."""
    nodes = (await creator.ask(documents.ACCOUNTS))["tiktokAccounts"]["nodes"]
    connected = [node["id"] for node in nodes if node["state"] == "CONNECTED"]
    account_id = str(connected[0]) if connected else await connect_account(stage, creator, stage.somebody())

    async def at_rest() -> bool:
        """Whether nothing that connecting or time has set going will write to it any more."""
        account = (await creator.ask(LAST_SYNC, id=account_id))["tiktokAccount"]
        first = await creator.ask(documents.ACCOUNTS)
        await asyncio.sleep(0.3)
        return account["lastSync"]["state"] == "DONE" and first == await creator.ask(documents.ACCOUNTS)

    await eventually(at_rest, "the account is at rest")
    return account_id


async def tiktok_outcomes(stage: Stage, request_id: str) -> list[str]:
    """How the calls to TikTok ended that one request made."""
    lines = await stage.gateway.told_of(request_id)
    return [line["outcome"] for line in lines if line["event"] == "tiktok_call"]


@pytest.mark.parametrize("fault", ["html_500", "wrong_shape", "lost_answer"])
async def test_a_search_that_tiktok_answers_with_nonsense_is_answered_from_the_store_after_some_attempts(
    stage: Stage, brand: Caller, fault: str
) -> None:
    before = await discovered(brand, 5, anew=True)
    stage.simulator.arm(fault, DISCOVER)
    request_id = uuid4().hex
    answer = await brand.ask(documents.DISCOVER, request_id=request_id, filter=US, first=5, anew=True)
    found = answer["discoverCreators"]
    assert (found["source"], found["staleReason"], found["unappliedFilters"]) == ("STORE", "ANSWER_LOST", [])
    assert [edge["node"]["id"] for edge in found["edges"]] == [one["id"] for one in before]
    assert await tiktok_outcomes(stage, request_id) == ["TIKTOK_ANSWER_LOST"] * ATTEMPTS
    stage.simulator.disarm()
    assert [one["id"] for one in await discovered(brand, 5, anew=True)] == [one["id"] for one in before]


async def test_a_search_survives_a_fault_that_passes(stage: Stage, brand: Caller) -> None:
    stage.simulator.arm("html_500", DISCOVER, count=2, options={"status": 502})
    assert len(await discovered(brand, 5, anew=True)) == 5


async def test_a_limit_of_tiktok_one_is_told_with_when_to_come_back_and_nobody_asks_before(
    stage: Stage, brand: Caller
) -> None:
    everybody = {"countries": ["US"], "minFollowers": 21_000, "languages": ["en"]}
    await discovered(brand, 5, anew=True)
    stage.simulator.arm("http_429", DISCOVER, count=1)
    found = (await brand.ask(documents.DISCOVER, filter=everybody, first=5))["discoverCreators"]
    assert (found["source"], found["staleReason"]) == ("STORE", "THROTTLED")
    assert found["unappliedFilters"] == ["languages", "sort"]
    assert len(found["edges"]) == 5
    rest = documents.instant(found["retryAt"]) - stage.simulator.see("clock")["now"]
    assert 290 <= rest <= 301
    asked = stage.simulator.answered(DISCOVER)
    again = (await brand.ask(documents.DISCOVER, filter=everybody, first=5))["discoverCreators"]
    assert again["staleReason"] == "THROTTLED"
    assert stage.simulator.answered(DISCOVER) == asked
    await stage.leap(305)
    assert len(await discovered(brand, 5, anew=True)) == 5


@pytest.mark.parametrize(
    ("fault", "code", "tiktok_code"),
    [
        ("missing_data", "TIKTOK_ANSWER_LOST", "ok"),
        ("internal_error", "TIKTOK_ANSWER_LOST", "internal_error"),
        ("wrong_shape", "TIKTOK_ANSWER_LOST", None),
        ("rate_limited", "TIKTOK_THROTTLED", "rate_limit_exceeded"),
        ("http_429", "TIKTOK_THROTTLED", None),
        ("unknown_error_code", "TIKTOK_REFUSED", "mystery_error"),
    ],
)
async def test_a_profile_that_cannot_be_read_is_told_in_the_payload_and_the_last_good_one_stays(
    stage: Stage, creator: Caller, account_id: str, fault: str, code: str, tiktok_code: str | None
) -> None:
    before = await creator.ask(documents.ACCOUNTS)
    stage.simulator.arm(fault, USER_INFO)
    request_id = uuid4().hex
    payload = await creator.change(documents.REFRESH, request_id=request_id, accountId=account_id)
    assert payload["account"] is None
    [error] = payload["errors"]
    assert (error["__typename"], error["code"], error["tiktokCode"]) == ("TikTokRefusal", code, tiktok_code)
    assert (error["retryAt"] is not None) == (code == "TIKTOK_THROTTLED")
    assert set(await tiktok_outcomes(stage, request_id)) == {code}
    assert await creator.ask(documents.ACCOUNTS) == before


async def test_an_unreachable_tiktok_is_told_and_everything_kept_can_be_read(
    stage: Stage, brand: Caller, creator: Caller, account_id: str
) -> None:
    campaigns = await brand.ask(documents.CAMPAIGN_IDS)
    accounts = await creator.ask(documents.ACCOUNTS)
    stage.simulator.stop()
    try:
        found = (await brand.ask(documents.DISCOVER, filter=US, first=5, anew=True))["discoverCreators"]
        assert (found["source"], found["staleReason"]) == ("STORE", "UNREACHABLE")
        payload = await creator.change(documents.REFRESH, accountId=account_id)
        assert [one["code"] for one in payload["errors"]] == ["TIKTOK_UNREACHABLE"]
        assert await brand.ask(documents.CAMPAIGN_IDS) == campaigns
        assert await creator.ask(documents.ACCOUNTS) == accounts
        assert stage.gateway.is_ready()
    finally:
        stage.simulator.start()
    payload = await creator.change(documents.REFRESH, accountId=account_id)
    assert payload["errors"] == []


async def test_a_report_that_lies_or_fails_leaves_the_numbers_as_they_were(stage: Stage, brand: Caller) -> None:
    campaign_id = await launched(brand, await discovered(brand, 8), name="Troubled report")

    async def measured() -> dict[str, Any] | None:
        await stage.leap(3600)
        performance: dict[str, Any] = (await campaign_of(brand, campaign_id))["performance"]
        return performance if performance["views"]["value"] else None

    await eventually(measured, "views are measured")
    stage.simulator.arm("html_500", REPORT)
    failures = await failed_captures(stage)

    async def failing() -> bool:
        return await failed_captures(stage) > failures + 1

    await eventually(failing, "captures fail")
    held = (await campaign_of(brand, campaign_id))["performance"]
    assert int(held["views"]["value"]) > 0
    await stage.leap(3600)
    stage.simulator.disarm()
    stage.simulator.arm("wrong_shape", REPORT, count=3)
    assert (await campaign_of(brand, campaign_id))["performance"] == held

    async def grown() -> bool:
        performance = (await campaign_of(brand, campaign_id))["performance"]
        assert int(performance["views"]["value"]) >= int(held["views"]["value"])
        return int(performance["views"]["value"]) > int(held["views"]["value"])

    await eventually(grown, "the numbers go on after the trouble")


async def failed_captures(stage: Stage) -> int:
    assert stage.gateway.program is not None
    lines = stage.gateway.program.lines()
    return sum(1 for line in lines if line.get("endpoint") == "tto.report" and line.get("outcome") != "ok")
