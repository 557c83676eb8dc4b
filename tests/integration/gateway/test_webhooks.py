"""Webhooks that are forged, old, repeated, too large or senseless, on both addresses of a running gateway."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

OPEN, BUSINESS, SHOP = "/webhooks/tiktok", "/webhooks/tiktok-business", "/webhooks/tiktok-shop"
PATHS = [OPEN, BUSINESS, SHOP]
LARGEST = 2 * 1024 * 1024

Sign = Callable[[bytes], dict[str, str]]


def digest(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def timed(secret: str, moment: float) -> Sign:
    """TikTok's signature with a time, over both."""

    def sign(body: bytes) -> dict[str, str]:
        return {"TikTok-Signature": f"t={int(moment)},s={digest(secret, str(int(moment)).encode() + b'.' + body)}"}

    return sign


def plain(secret: str) -> Sign:
    """TikTok One's signature, over the body alone."""
    return lambda body: {"X-Open-Signature": digest(secret, body)}


def keyed(app_key: str, secret: str) -> Sign:
    """A Shop's signature, over the app's key and the body."""
    return lambda body: {"Authorization": digest(secret, app_key.encode() + body)}


@pytest.fixture
def now(stage: Stage) -> float:
    moment: float = stage.simulator.see("clock")["now"]
    return moment


@pytest.fixture
def signs(stage: Stage, now: float) -> dict[str, Sign]:
    """How TikTok signs for each address at this moment."""
    settings = stage.gateway.environment
    return {
        OPEN: timed(settings["TIKTOK_CLIENT_SECRET"], now),
        BUSINESS: plain(settings["TIKTOK_APP_SECRET"]),
        SHOP: keyed(settings["TIKTOK_SHOP_APP_KEY"], settings["TIKTOK_SHOP_APP_SECRET"]),
    }


async def deliver(
    stage: Stage, path: str, body: bytes, headers: dict[str, str]
) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    """The answer's status and content, and what was logged about it."""
    request_id = uuid4().hex
    async with stage.gateway.recording.client() as http:
        answer: httpx.Response = await http.post(
            f"{stage.gateway.url}{path}", content=body, headers={**headers, "X-Request-ID": request_id}
        )
    assert answer.headers["x-request-id"] == request_id
    lines = await stage.gateway.told_of(request_id)
    assert lines[-1]["status"] == answer.status_code
    return answer.status_code, answer.json(), lines


def kept(stage: Stage, body: bytes) -> list[tuple[object, ...]]:
    """What the inbox holds of a body: what came of its deliveries."""
    with stage.database() as connection:
        return connection.execute("SELECT coalesce(outcome, error) FROM inbox WHERE body = %s", [body]).fetchall()


def event(stage: Stage) -> bytes:
    key = stage.gateway.environment["TIKTOK_CLIENT_KEY"]
    told = {"client_key": key, "event": "portability.download.ready", "create_time": 1, "user_openid": uuid4().hex}
    return json.dumps({**told, "content": "{}"}).encode()


@pytest.mark.parametrize("path", PATHS)
async def test_a_forged_delivery_is_refused_and_not_kept(stage: Stage, signs: dict[str, Sign], path: str) -> None:
    body = event(stage)
    other = {OPEN: BUSINESS, BUSINESS: SHOP, SHOP: OPEN}[path]
    right = signs[path](body)
    [(name, value)] = right.items()
    forgeries = {
        "SIGNATURE_MISSING": {},
        "SIGNATURE_MALFORMED": {name: "s=anything"},
        "SIGNATURE_WRONG": {name: value[:-1] + ("0" if value[-1] != "0" else "1")},
    }
    for code, headers in forgeries.items():
        status, content, lines = await deliver(stage, path, body, headers)
        assert (status, content) == (401, {"error": {"code": code}})
        assert [line["reason"] for line in lines if line["event"] == "webhook rejected"] == [code]
    # A body that was changed on the way, and one that was signed for the other address.
    assert (await deliver(stage, path, body + b" ", right))[0] == 401
    assert (await deliver(stage, path, body, signs[other](body)))[0] == 401
    assert kept(stage, body) == kept(stage, body + b" ") == []


@pytest.mark.parametrize("age", [-3600, 3600])
@pytest.mark.parametrize("path", [OPEN, BUSINESS])
async def test_a_timed_signature_of_another_hour_is_refused(stage: Stage, now: float, path: str, age: int) -> None:
    body = event(stage)
    name = {OPEN: "TIKTOK_CLIENT_SECRET", BUSINESS: "TIKTOK_APP_SECRET"}[path]
    sign = timed(stage.gateway.environment[name], now - age)
    status, content, _ = await deliver(stage, path, body, sign(body))
    assert (status, content) == (401, {"error": {"code": "SIGNATURE_STALE"}})
    assert kept(stage, body) == []


@pytest.mark.parametrize("path", PATHS)
async def test_a_repeated_delivery_is_accepted_and_kept_once(stage: Stage, signs: dict[str, Sign], path: str) -> None:
    body = event(stage)
    news = []
    for _ in range(3):
        status, content, lines = await deliver(stage, path, body, signs[path](body))
        assert (status, content) == (200, {"stored": True})
        news += [line["new"] for line in lines if line["event"] == "webhook stored"]
    assert news == [True, False, False]
    assert len(kept(stage, body)) == 1


@pytest.mark.parametrize("path", [OPEN, BUSINESS])
async def test_a_signed_body_that_makes_no_sense_is_kept_for_a_human(
    stage: Stage, signs: dict[str, Sign], path: str
) -> None:
    body = b"\xff\xfe no JSON " + uuid4().hex.encode()
    status, _, _ = await deliver(stage, path, body, signs[path](body))
    assert status == 200

    async def settled() -> str | None:
        [[outcome]] = kept(stage, body)
        return None if outcome is None else str(outcome)

    outcome = await eventually(settled, "the delivery is settled")
    assert outcome is not None
    assert outcome.startswith("unreadable: ")


@pytest.mark.parametrize("path", [OPEN, BUSINESS])
async def test_a_body_that_is_too_large_is_refused_before_it_is_verified(
    stage: Stage, signs: dict[str, Sign], path: str
) -> None:
    body = b"x" * (LARGEST + 1)
    status, content, lines = await deliver(stage, path, body, signs[path](body))
    assert (status, content) == (413, {"error": {"code": "BODY_TOO_LARGE"}})
    assert (lines[0]["event"], lines[0]["reason"]) == ("webhook rejected", "BODY_TOO_LARGE")
    assert kept(stage, body) == []
    # The largest that is taken is.
    fits = uuid4().hex.encode() + b"x" * (LARGEST - 32)
    assert (await deliver(stage, path, fits, signs[path](fits)))[0] == 200


async def test_only_posts_are_taken(stage: Stage) -> None:
    async with stage.gateway.recording.client() as http:
        for path in PATHS:
            assert (await http.get(f"{stage.gateway.url}{path}")).status_code == 405


async def test_what_came_of_webhooks_is_on_the_prometheus_page_and_in_the_readiness(
    stage: Stage, signs: dict[str, Sign]
) -> None:
    body = event(stage)
    for headers in (signs[OPEN](body), signs[OPEN](body), {}):
        await deliver(stage, OPEN, body, headers)

    async def processed() -> bool:
        return kept(stage, body) != [(None,)]

    await eventually(processed, "the delivery is processed")
    async with stage.gateway.recording.client() as http:
        page = (await http.get(f"{stage.gateway.url}/metrics")).text
        ready = (await http.get(f"{stage.gateway.url}/readyz")).json()
    values = dict(line.rsplit(" ", 1) for line in page.splitlines() if line.startswith("webhooks_"))
    names = {name.partition("{")[0] for name in values}
    assert names >= {
        "webhooks_received_total",
        "webhooks_repeated_total",
        "webhooks_rejected_total",
        "webhooks_processed_total",
        "webhooks_oldest_waiting_seconds",
    }
    received = next(name for name in values if name.startswith("webhooks_received_total") and 'family="open"' in name)
    assert float(values[received]) >= 2
    assert any('reason="SIGNATURE_MISSING"' in name for name in values)
    assert ready["checks"]["webhooks"] == "ok"
