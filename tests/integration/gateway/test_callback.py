"""The end of a consent round trip, when it is not as it should be: each way has its own typed answer."""

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import CREATOR
from tests.e2e.stage.stage import Stage

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]


@pytest.fixture
def workspace() -> str:
    """A workspace in which nothing was connected before."""
    return f"callbacks-{uuid4().hex[:8]}"


@pytest.fixture
def creator(stage: Stage, workspace: str) -> Caller:
    return stage.caller(Role.CREATOR, workspace=workspace, member="ana")


async def redirect(stage: Stage, creator: Caller, button: str = "Authorize") -> dict[str, str]:
    """Go to TikTok and press a button; return what TikTok's redirect back carries, unfollowed."""
    started = await creator.change(documents.START_ACCOUNT, alwaysAsk=True)
    async with stage.browser() as browser:
        page = await browser.open(started["authorizeUrl"])
        answer = await browser.press(page, button, typed={"handle": CREATOR}, follow=False)
        stage.remember_secrets(*browser.codes)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in query.items()}


async def come_back(stage: Stage, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Follow the redirect as a program does; return status and content, after looking for the log's line."""
    request_id = uuid4().hex
    headers = {"Accept": "application/json", "X-Request-ID": request_id}
    async with stage.gateway.recording.client() as http:
        answer = await http.get(f"{stage.gateway.url}/oauth/tiktok/callback", params=query, headers=headers)
    outcomes = [line.get("outcome") for line in await stage.gateway.told_of(request_id)]
    if answer.status_code != 200:
        assert answer.json()["error"]["code"] in outcomes
    return answer.status_code, answer.json()


async def accounts_of(creator: Caller) -> int:
    total: int = (await creator.ask(documents.ACCOUNTS))["tiktokAccounts"]["totalCount"]
    return total


def code_of(answer: tuple[int, dict[str, Any]]) -> tuple[int, str]:
    status, content = answer
    return status, content["error"]["code"]


@pytest.mark.parametrize("state", ["", "made-up", "x" * 5000])
async def test_a_state_that_was_not_started_here_is_refused(stage: Stage, state: str) -> None:
    assert code_of(await come_back(stage, {"state": state, "code": "anything"})) == (400, "STATE_UNKNOWN")


async def test_no_state_at_all_is_refused(stage: Stage) -> None:
    assert code_of(await come_back(stage, {})) == (400, "STATE_UNKNOWN")


async def test_a_state_works_once(stage: Stage, creator: Caller) -> None:
    query = await redirect(stage, creator)
    status, content = await come_back(stage, query)
    assert (status, content["connected"]["name"]) == (200, CREATOR)
    assert code_of(await come_back(stage, query)) == (400, "STATE_USED")
    assert await accounts_of(creator) == 1


async def test_a_state_ends_after_ten_minutes(stage: Stage, creator: Caller) -> None:
    query = await redirect(stage, creator)
    await stage.leap(601)
    assert code_of(await come_back(stage, query)) == (400, "STATE_EXPIRED")
    assert await accounts_of(creator) == 0


async def test_a_redirect_without_a_code_is_refused_and_spends_the_state(stage: Stage, creator: Caller) -> None:
    query = await redirect(stage, creator)
    assert code_of(await come_back(stage, {"state": query["state"]})) == (400, "INVALID_VALUE")
    assert code_of(await come_back(stage, query)) == (400, "STATE_USED")
    assert await accounts_of(creator) == 0


async def test_a_code_that_is_not_tiktoks_connects_nothing(stage: Stage, creator: Caller) -> None:
    query = await redirect(stage, creator)
    answer = await come_back(stage, {**query, "code": "forged"})
    assert code_of(answer) == (502, "TIKTOK_REFUSED")
    message = answer[1]["error"]["message"]
    assert message.startswith("TikTok refused, and nothing happened there: ")
    assert message.endswith(" Go back to where you began, and start again: this sign-in is used up.")
    assert await accounts_of(creator) == 0


async def test_a_consent_that_was_declined_connects_nothing(stage: Stage, creator: Caller) -> None:
    query = await redirect(stage, creator, "Cancel")
    assert query["error"] == "access_denied"
    assert code_of(await come_back(stage, query)) == (400, "CONSENT_DECLINED")
    assert await accounts_of(creator) == 0


async def test_another_member_cannot_finish_what_somebody_started_and_it_stays_theirs(
    stage: Stage, workspace: str, creator: Caller
) -> None:
    query = await redirect(stage, creator)
    redirected = {"state": query["state"], "code": query["code"]}
    strangers = [
        stage.caller(Role.CREATOR, workspace=workspace, member="eve"),
        stage.caller(Role.OWNER, workspace=workspace, member="mallory"),
        stage.caller(Role.OWNER, workspace="elsewhere", member="trudy"),
    ]
    for stranger in strangers:
        payload = await stranger.change(documents.FINISH, **redirected)
        assert payload["account"] is payload["marketplace"] is None
        [error] = payload["errors"]
        assert (error["code"], error["field"], error["__typename"]) == ("STATE_FOREIGN", "state", "Refusal")
    payload = await creator.change(documents.FINISH, **redirected)
    assert (payload["account"]["handle"], payload["errors"]) == (CREATOR, [])
    assert [await accounts_of(stranger) for stranger in strangers] == [0, 1, 0]  # an owner sees the workspace's


async def test_finishing_over_the_graph_refuses_the_same_ways(stage: Stage, creator: Caller) -> None:
    query = await redirect(stage, creator)
    denied = await redirect(stage, creator, "Cancel")
    asked: list[tuple[dict[str, str], str]] = [
        ({"state": "made-up", "code": "anything"}, "STATE_UNKNOWN"),
        ({"state": query["state"]}, "INVALID_VALUE"),
        ({"state": query["state"], "code": query["code"]}, "STATE_USED"),
        ({"state": denied["state"], "error": "access_denied"}, "CONSENT_DECLINED"),
    ]
    for redirected, code in asked:
        payload = await creator.change(documents.FINISH, **redirected)
        assert [error["code"] for error in payload["errors"]] == [code]
        assert payload["account"] is None
