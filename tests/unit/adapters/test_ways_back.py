"""What browsers get at the callback and behind an invite link: pages, messages and redirects, each to its own."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from creatorport.adapters.http.callback import OAuthCallback
from creatorport.adapters.http.invite_page import InvitePage
from creatorport.application.use_cases.find_landing import FindLanding
from creatorport.application.use_cases.start_account_connect import StartAccountConnectCommand
from tests.unit.application.stage import CREATOR, Stage
from tests.unit.application.test_connect import BEN, MARA, finishing, starting
from tests.unit.application.test_ways_in import following, invited, token_of

TIKTOK = "https://tiktok.test"
APP = "https://app.example"


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
async def browser(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    callback = OAuthCallback(finishing(stage), FindLanding(stage.units), str)
    page = InvitePage(following(stage), TIKTOK)
    app = Starlette(
        routes=[
            Route("/oauth/tiktok/callback", callback.answer),
            Route("/connect/{token}", page.answer, methods=["GET", "POST"]),
        ]
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://gateway.test") as client:
        yield client


async def back(stage: Stage, browser: httpx.AsyncClient, *, declined: bool = False, **wish: Any) -> httpx.Response:
    """Start, answer on TikTok's page, and come back."""
    started = await starting(stage)(StartAccountConnectCommand(CREATOR, **wish))
    code, state = stage.login.consent(started.authorize_url, MARA)
    answer = {"error": "access_denied"} if declined else {"code": code}
    return await browser.get("/oauth/tiktok/callback", params={"state": state, **answer})


async def test_a_redirect_goes_back_to_the_front_end_with_the_outcome(stage: Stage, browser: httpx.AsyncClient) -> None:
    answer = await back(stage, browser, return_to=f"{APP}/done?tab=1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{APP}/done?tab=1&outcome=CONNECTED")
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_cancelling_is_an_outcome_of_its_own(stage: Stage, browser: httpx.AsyncClient) -> None:
    answer = await back(stage, browser, declined=True, return_to=f"{APP}/done")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{APP}/done?outcome=CONSENT_DECLINED")


async def test_a_refusal_goes_back_with_its_code(stage: Stage, browser: httpx.AsyncClient) -> None:
    answer = await back(stage, browser, return_to=APP, expected_handle="ben.bikes")
    assert answer.headers["location"] == f"{APP}?outcome=WRONG_ACCOUNT"


async def test_a_state_that_was_used_still_knows_its_way_back(stage: Stage, browser: httpx.AsyncClient) -> None:
    started = await starting(stage)(StartAccountConnectCommand(CREATOR, return_to=APP))
    code, state = stage.login.consent(started.authorize_url, MARA)
    for outcome in ("CONNECTED", "STATE_USED"):
        answer = await browser.get("/oauth/tiktok/callback", params={"state": state, "code": code})
        assert answer.headers["location"] == f"{APP}?outcome={outcome}"


@pytest.mark.parametrize(("declined", "outcome"), [(False, "CONNECTED"), (True, "CONSENT_DECLINED")])
async def test_a_popup_tells_its_opener_alone_and_runs_no_other_script(
    stage: Stage, browser: httpx.AsyncClient, declined: bool, outcome: str
) -> None:
    answer = await back(stage, browser, declined=declined, popup_origin=APP)
    message = f'window.opener.postMessage({{"type": "creatorport.connect", "outcome": "{outcome}"}},"{APP}")'
    assert message in answer.text
    (nonce,) = re.findall(r'<script nonce="([\w-]+)">', answer.text)
    policy = answer.headers["content-security-policy"]
    assert f"script-src 'nonce-{nonce}'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"


async def test_without_a_landing_people_get_a_page_without_scripts(stage: Stage, browser: httpx.AsyncClient) -> None:
    answer = await back(stage, browser)
    assert (answer.status_code, "<script" in answer.text) == (200, False)
    assert "@mara.cooks is connected" in answer.text
    unknown = await browser.get("/oauth/tiktok/callback", params={"state": "made-up", "code": "c"})
    assert (unknown.status_code, "STATE_UNKNOWN" in unknown.text) == (400, True)


async def test_an_invited_creator_sees_who_asks_and_is_led_to_tiktok(stage: Stage, browser: httpx.AsyncClient) -> None:
    path = f"/connect/{token_of(await invited(stage))}"
    page = await browser.get(path)
    assert page.status_code == 200
    assert "lumen asks you, Mara Lind, to connect your TikTok account" in page.text
    assert f"form-action 'self' {TIKTOK}" in page.headers["content-security-policy"]
    pressed = await browser.post(path)
    assert pressed.status_code == 303
    assert pressed.headers["location"].startswith(f"{TIKTOK}/v2/auth/authorize/?")
    assert "disable_auto_auth=1" in pressed.headers["location"]
    code, state = stage.login.consent(pressed.headers["location"], BEN)
    done = await browser.get("/oauth/tiktok/callback", params={"state": state, "code": code})
    assert "@ben.bikes is connected" in done.text
    assert stage.account().owner == "Mara Lind"
    gone = await browser.get(path)
    assert (gone.status_code, "INVITE_USED" in gone.text) == (410, True)


async def test_looking_at_a_link_changes_nothing(stage: Stage, browser: httpx.AsyncClient) -> None:
    path = f"/connect/{token_of(await invited(stage))}"
    before = dict(stage.storage.records)
    for _ in range(3):
        await browser.get(path)
    assert stage.storage.records == before


async def test_a_made_up_link_and_an_endless_one_are_not_found(browser: httpx.AsyncClient) -> None:
    for token in ("made-up", "a" * 500):
        answer = await browser.get(f"/connect/{token}")
        assert (answer.status_code, "INVITE_UNKNOWN" in answer.text) == (404, True)
        assert token not in answer.text
