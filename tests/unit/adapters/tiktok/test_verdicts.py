"""What an answer means is decided by its body, family by family."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from creatorport.adapters.tiktok.endpoints import CAMPAIGN_CREATE, LOGIN_EXCHANGE, LOGIN_REFRESH, USER_INFO, Endpoint
from creatorport.adapters.tiktok.wire import Request
from creatorport.domain.errors import (
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
)
from tests.fakes.clock import MovableClock
from tests.unit.adapters.tiktok.stage import Stage, business, display


async def verdict(endpoint: Endpoint, answer: httpx.Response, clock: MovableClock | None = None) -> TikTokError:
    stage = Stage([answer], clock=clock or MovableClock())
    with pytest.raises(TikTokError) as raised:
        await stage.transport().call(Request(endpoint))
    return raised.value


BUSINESS: list[tuple[httpx.Response, type[TikTokError]]] = [
    (business(40105), TikTokTokenRejected),
    (business(40102), TikTokTokenRejected),
    (business(40104), TikTokTokenRejected),
    (business("40105"), TikTokTokenRejected),
    (business(40001), TikTokRefused),
    (business(40002), TikTokRefused),
    (business(40007), TikTokRefused),
    (business(40110), TikTokRefused),
    (business(40121), TikTokRefused),
    (business(40002, status=400), TikTokRefused),
    (business(99999), TikTokRefused),
    (business(40100), TikTokThrottled),
    (business(40016), TikTokThrottled),
    (business(40133), TikTokThrottled),
    (business(51021), TikTokThrottled),
    (business(40202), TikTokThrottled),
    (business(40000, message="Requests made too frequently"), TikTokThrottled),
    (business(40000, message="Bad request"), TikTokRefused),
    (business(40700), TikTokAnswerLost),
    (business(50000), TikTokAnswerLost),
    (business(50002), TikTokAnswerLost),
    (business(51001), TikTokAnswerLost),
    (business(0, status=500), TikTokAnswerLost),
    (business(0, status=404), TikTokAnswerLost),
    (business(40002, status=502), TikTokAnswerLost),
    (httpx.Response(200, json={"code": 0, "message": "OK", "request_id": "R"}), TikTokAnswerLost),
    (httpx.Response(200, json={"code": 0, "message": "OK", "data": None}), TikTokAnswerLost),
    (httpx.Response(200, json={"message": "OK", "data": {}}), TikTokAnswerLost),
    (httpx.Response(200, json=[]), TikTokAnswerLost),
    (httpx.Response(200, text="<html>busy</html>"), TikTokAnswerLost),
    (httpx.Response(200, text='{"code": 0, "data": {"camp'), TikTokAnswerLost),
    (httpx.Response(200, text='{"code": NaN}'), TikTokAnswerLost),
    (httpx.Response(200, text="[" * 100_000), TikTokAnswerLost),
    (httpx.Response(404, text="not found"), TikTokAnswerLost),
    (httpx.Response(302, headers={"Location": "https://elsewhere.test/"}), TikTokAnswerLost),
    (httpx.Response(429, json={"detail": "slow down"}), TikTokThrottled),
    (httpx.Response(429, text="Too Many Requests"), TikTokThrottled),
]


@pytest.mark.parametrize(("answer", "error"), BUSINESS)
async def test_a_business_answer_comes_to(answer: httpx.Response, error: type[TikTokError]) -> None:
    assert type(await verdict(CAMPAIGN_CREATE, answer)) is error


DISPLAY: list[tuple[httpx.Response, type[TikTokError]]] = [
    (display("access_token_invalid", status=401), TikTokTokenRejected),
    (display("access_token_invalid"), TikTokTokenRejected),
    (display("scope_not_authorized", status=401), TikTokRefused),
    (display("scope_permission_missed", status=400), TikTokRefused),
    (display("invalid_params", status=400), TikTokRefused),
    (display("something_new", status=403), TikTokRefused),
    (display("something_new"), TikTokRefused),
    (display("rate_limit_exceeded", status=429), TikTokThrottled),
    (httpx.Response(429, text="Too Many Requests"), TikTokThrottled),
    (display("rate_limit_exceeded"), TikTokThrottled),
    (display("internal_error", status=500), TikTokAnswerLost),
    (display("internal_error"), TikTokAnswerLost),
    (display("ok", status=503), TikTokAnswerLost),
    (httpx.Response(401, json={"error": {"code": "access_token_invalid"}}), TikTokTokenRejected),
    (httpx.Response(200, json={"error": {"code": "ok"}}), TikTokAnswerLost),
    (httpx.Response(200, json={"data": {"user": {}}}), TikTokAnswerLost),
    (httpx.Response(200, json={"data": {}, "error": None}), TikTokAnswerLost),
]


@pytest.mark.parametrize(("answer", "error"), DISPLAY)
async def test_a_display_answer_comes_to(answer: httpx.Response, error: type[TikTokError]) -> None:
    assert type(await verdict(USER_INFO, answer)) is error


def oauth(error: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json={"error": error, "error_description": "No.", "log_id": "L-9"})


LOGIN: list[tuple[Endpoint, httpx.Response, type[TikTokError]]] = [
    (LOGIN_REFRESH, oauth("invalid_grant"), TikTokTokenRejected),
    (LOGIN_REFRESH, oauth("invalid_grant", 400), TikTokTokenRejected),
    (LOGIN_REFRESH, oauth("invalid_request", 401), TikTokTokenRejected),
    (LOGIN_REFRESH, oauth("invalid_client", 401), TikTokRefused),
    (LOGIN_REFRESH, oauth("unauthorized_client"), TikTokRefused),
    (LOGIN_REFRESH, oauth("server_error"), TikTokAnswerLost),
    (LOGIN_REFRESH, oauth("temporarily_unavailable", 503), TikTokAnswerLost),
    (LOGIN_REFRESH, httpx.Response(502, text="<html>"), TikTokAnswerLost),
    (LOGIN_REFRESH, httpx.Response(429, text="slow down"), TikTokThrottled),
    (LOGIN_REFRESH, display("access_token_invalid", status=401), TikTokTokenRejected),
    (LOGIN_EXCHANGE, oauth("invalid_grant"), TikTokRefused),
    (LOGIN_EXCHANGE, oauth("invalid_request", 400), TikTokRefused),
    (LOGIN_EXCHANGE, oauth("access_denied"), TikTokRefused),
    (LOGIN_EXCHANGE, oauth("invalid_scope"), TikTokRefused),
    (LOGIN_EXCHANGE, httpx.Response(200, content=b""), TikTokAnswerLost),
    (LOGIN_EXCHANGE, httpx.Response(404, json={"path": "/v2/oauth/token"}), TikTokAnswerLost),
]


@pytest.mark.parametrize(("endpoint", "answer", "error"), LOGIN)
async def test_a_login_answer_comes_to(endpoint: Endpoint, answer: httpx.Response, error: type[TikTokError]) -> None:
    assert type(await verdict(endpoint, answer)) is error


async def test_tiktoks_own_code_and_log_id_are_kept_for_their_support() -> None:
    errors = [
        await verdict(CAMPAIGN_CREATE, business(40002, message="Invalid value.")),
        await verdict(USER_INFO, display("invalid_params", status=400)),
        await verdict(LOGIN_EXCHANGE, oauth("invalid_grant")),
    ]
    assert [(error.tiktok_code, error.log_id) for error in errors] == [
        ("40002", "R-1"),
        ("invalid_params", "L-1"),
        ("invalid_grant", "L-9"),
    ]


async def test_without_an_envelope_the_log_id_of_the_header_is_kept() -> None:
    lost = await verdict(USER_INFO, httpx.Response(502, text="bad gateway", headers={"x-tt-logid": "H-1"}))
    assert lost.log_id == "H-1"


@pytest.mark.parametrize(
    ("endpoint", "answer", "code", "log_id", "message"),
    [
        (USER_INFO, display("internal_error", status=500, message="Try later"), "internal_error", "L-1", "Try later"),
        (CAMPAIGN_CREATE, business(40002, status=502, message="Bad gateway"), "40002", "R-1", "Bad gateway"),
        (LOGIN_REFRESH, httpx.Response(503, json={"error": "invalid_grant"}), "invalid_grant", None, "invalid_grant"),
        (USER_INFO, httpx.Response(500, json={"oops": True}, headers={"x-tt-logid": "H-1"}), None, "H-1", None),
    ],
)
async def test_what_tiktok_says_in_a_servers_failure_is_kept_and_never_believed_to_be_a_refusal(
    endpoint: Endpoint, answer: httpx.Response, code: str | None, log_id: str | None, message: str | None
) -> None:
    lost = await verdict(endpoint, answer)
    assert (type(lost), lost.tiktok_code, lost.log_id) == (TikTokAnswerLost, code, log_id)
    told = f"HTTP {answer.status_code}" + (f": {message}" if message else "")
    assert told in lost.message


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("App reaches the QPS limit 10.", 1.0),
        ("App reaches the QPM limit 600.", 300.0),
        ("Requests made too frequently", 300.0),
        ("App reaches the QPD limit 864000.", 5 * 3600 + 30 * 60),
    ],
)
async def test_a_breach_rests_as_long_as_its_limit_wants(message: str, seconds: float) -> None:
    clock = MovableClock(datetime(2026, 11, 20, 18, 30, tzinfo=UTC))
    throttled = await verdict(CAMPAIGN_CREATE, business(40100, message=message), clock)
    assert isinstance(throttled, TikTokThrottled)
    assert throttled.retry_after == seconds


async def test_a_breach_of_the_display_api_rests_for_its_sliding_minute() -> None:
    throttled = await verdict(USER_INFO, display("rate_limit_exceeded", status=429))
    assert isinstance(throttled, TikTokThrottled)
    assert throttled.retry_after == 60.0
