from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from creatorport.adapters.oauth.tiktok_login import AuthlibTikTokLogin, scopes_of
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected
from creatorport.domain.secret import Secret
from tests.unit.adapters.tiktok.stage import Scripted, Stage, display

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
TOKENS: dict[str, Any] = {
    "access_token": "act.new",
    "expires_in": 7200,
    "open_id": "-000open",
    "refresh_expires_in": 15_552_000,
    "refresh_token": "rft.new",
    "scope": "user.info.basic,video.list",
    "token_type": "Bearer",
}


def login(*answers: Scripted) -> tuple[AuthlibTikTokLogin, Stage]:
    stage = Stage(answers)
    made = AuthlibTikTokLogin(
        stage.transport(),
        www_origin="https://www.test",
        client_key="key&1",
        client_secret=Secret("s=cret"),
        redirect_uri="https://gw.test/connect/?x",
        clock=stage.clock,
    )
    return made, stage


def tokens(**changes: Any) -> httpx.Response:
    document = {key: value for key, value in {**TOKENS, **changes}.items() if value is not None}
    return httpx.Response(200, json=document)


def asked(verifier: str = VERIFIER, *, always_ask: bool = False) -> dict[str, str]:
    made, _ = login()
    url = made.authorize_url(
        state=Secret("st*te"),
        verifier=Secret(verifier),
        scopes={"video.list", "user.info.basic"},
        always_ask=always_ask,
    )
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://www.test/v2/auth/authorize/"
    query = parse_qsl(parts.query)
    assert len(query) == len(dict(query))
    return dict(query)


def test_the_authorize_url_speaks_tiktoks_dialect() -> None:
    assert asked() == {
        "client_key": "key&1",
        "response_type": "code",
        "scope": "user.info.basic,video.list",
        "redirect_uri": "https://gw.test/connect/?x",
        "state": "st*te",
        "code_challenge": "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3",
        "code_challenge_method": "S256",
        "disable_auto_auth": "0",
    }
    assert asked(always_ask=True)["disable_auto_auth"] == "1"


@pytest.mark.parametrize(
    ("verifier", "challenge"),
    [
        (VERIFIER, "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3"),
        (
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ",
            "46a2199782c8827f0ac56f503be9d39efee97f40a736b92cc7d7c5f825cfd851",
        ),
    ],
)
def test_the_challenge_is_the_published_hexadecimal_one(verifier: str, challenge: str) -> None:
    assert asked(verifier)["code_challenge"] == challenge


def form(request: httpx.Request) -> dict[str, str]:
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["cache-control"] == "no-cache"
    assert "authorization" not in request.headers
    sent = parse_qs(request.content.decode(), strict_parsing=True, keep_blank_values=True)
    assert all(len(values) == 1 for values in sent.values())
    return {key: values[0] for key, values in sent.items()}


async def test_the_exchange_sends_exactly_the_documented_form() -> None:
    made, stage = login(tokens())
    await made.exchange(Secret("Zq3w*2!6381.u1"), Secret(VERIFIER))
    [request] = stage.asked
    assert str(request.url) == "https://open.test/v2/oauth/token/"
    assert form(request) == {
        "client_key": "key&1",
        "client_secret": "s=cret",
        "grant_type": "authorization_code",
        "code": "Zq3w*2!6381.u1",
        "redirect_uri": "https://gw.test/connect/?x",
        "code_verifier": VERIFIER,
    }


async def test_the_refresh_and_the_revoke_send_exactly_the_documented_forms() -> None:
    made, stage = login(tokens(), httpx.Response(200, content=b""))
    await made.refresh(Secret("rft.old!6377.u1"))
    await made.revoke(Secret("act.old!6402.u1"))
    assert [str(request.url) for request in stage.asked] == [
        "https://open.test/v2/oauth/token/",
        "https://open.test/v2/oauth/revoke/",
    ]
    keys = {"client_key": "key&1", "client_secret": "s=cret"}
    assert [form(request) for request in stage.asked] == [
        {**keys, "grant_type": "refresh_token", "refresh_token": "rft.old!6377.u1"},
        {**keys, "token": "act.old!6402.u1"},
    ]


async def test_lives_are_the_remaining_seconds_of_the_answer() -> None:
    made, stage = login(tokens(expires_in=86_400, refresh_expires_in="31522158"))
    grant = await made.refresh(Secret("rft"))
    now = stage.clock.now()
    assert grant.issued_at == now
    assert grant.access_expires_at == now + timedelta(days=1)
    assert grant.refresh_expires_at == now + timedelta(seconds=31_522_158)


@pytest.mark.parametrize("text", ["a.b,c.d", "a.b c.d", "a.b, c.d,", " c.d  a.b "])
def test_granted_scopes_are_read_in_comma_and_space_form(text: str) -> None:
    assert scopes_of(text) == {"a.b", "c.d"}


@pytest.mark.parametrize("missing", ["access_token", "refresh_token", "expires_in", "refresh_expires_in", "open_id"])
async def test_a_token_answer_without_its_parts_is_no_success(missing: str) -> None:
    made, _ = login(tokens(**{missing: None, "log_id": "L-3"}))
    with pytest.raises(TikTokAnswerLost, match=missing) as lost:
        await made.exchange(Secret("code"), Secret(VERIFIER))
    assert lost.value.log_id == "L-3"


async def test_an_empty_token_is_no_token() -> None:
    made, _ = login(tokens(refresh_token=""))
    with pytest.raises(TikTokAnswerLost):
        await made.refresh(Secret("rft"))


@pytest.mark.parametrize("code", ["invalid_grant", "invalid_request", "invalid_token"])
async def test_revoking_a_dead_token_is_done(code: str) -> None:
    made, stage = login(httpx.Response(400, json={"error": code, "error_description": "", "log_id": "L"}))
    await made.revoke(Secret("act"))
    assert len(stage.asked) == 1


async def test_revoking_a_token_that_the_data_api_calls_dead_is_done() -> None:
    made, stage = login(display("access_token_invalid", status=401))
    await made.revoke(Secret("act"))
    assert len(stage.asked) == 1


async def test_a_revoke_with_the_wrong_app_secret_is_refused() -> None:
    made, _ = login(httpx.Response(401, json={"error": "invalid_client"}))
    with pytest.raises(TikTokRefused):
        await made.revoke(Secret("act"))


async def test_the_same_refusal_means_another_thing_at_refresh_and_at_exchange() -> None:
    refused = httpx.Response(200, json={"error": "invalid_grant", "error_description": "no", "log_id": "L"})
    made, _ = login(refused)
    with pytest.raises(TikTokTokenRejected):
        await made.refresh(Secret("rft"))
    with pytest.raises(TikTokRefused):
        await made.exchange(Secret("code"), Secret(VERIFIER))
