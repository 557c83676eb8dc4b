"""Who is let in: tokens that ended or were forged, and pages of which origin may call."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from creatorport.adapters.identity.local_issuer import LocalIssuer, signing_key
from creatorport.domain.ids import MemberId, WorkspaceId
from creatorport.domain.workspace import Member, Role
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.stage import Stage

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

BRAND = Member(MemberId("brand"), WorkspaceId("lumen"), Role.OWNER)
PROTOCOL = Subprotocol("graphql-transport-ws")
INVALID = 'Bearer realm="creatorport", error="invalid_token"'
ALLOWED, FOREIGN = "https://app.example", "https://evil.example"


def own_key(stage: Stage) -> OKPKey:
    name, _, key = (stage.gateway.folder / "data" / "encryption-keys").read_text().partition(":")
    return signing_key(base64.b64decode(key), name)


def forged(stage: Stage) -> dict[str, str]:
    """Tokens that look like ours and are not, or no longer."""
    now = datetime.now(UTC)
    ours, others = own_key(stage), signing_key(bytes(32), own_key(stage).kid or "")
    claims = {
        "iss": "creatorport", "aud": "creatorport", "sub": "brand", "workspace": "lumen", "role": "owner",
        "exp": int(time.time()) + 3600,
    }  # fmt: skip
    good = LocalIssuer(ours, "creatorport", "creatorport").issue(BRAND, now, timedelta(hours=1))
    head, body, signature = good.split(".")
    bigger = json.loads(base64.urlsafe_b64decode(body + "==")) | {"workspace": "other"}
    public = OctKey.import_key({"kty": "oct", "k": str(ours.as_dict(private=False)["x"])})
    return {
        "expired": LocalIssuer(ours, "creatorport", "creatorport").issue(
            BRAND, now - timedelta(hours=2), timedelta(1 / 24)
        ),
        "another key": LocalIssuer(others, "creatorport", "creatorport").issue(BRAND, now, timedelta(hours=1)),
        "another issuer": LocalIssuer(ours, "somebody", "creatorport").issue(BRAND, now, timedelta(hours=1)),
        "another audience": LocalIssuer(ours, "creatorport", "somebody").issue(BRAND, now, timedelta(hours=1)),
        "changed claims": f"{head}.{encoded(bigger)}.{signature}",
        "no signature": f"{encoded({'alg': 'none'})}.{body}.",
        "the public key as a secret": jwt.encode(
            {"alg": "HS256", "kid": ours.kid}, claims, public, algorithms=["HS256"]
        ),
        "no token": "not.a.token",
    }


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


async def test_a_token_that_does_not_hold_is_refused_alike_over_http_and_websocket(stage: Stage) -> None:
    for why, token in forged(stage).items():
        stage.secrets.add(token)
        request_id = uuid4().hex
        headers = {"Authorization": f"Bearer {token}", "X-Request-ID": request_id}
        async with stage.gateway.recording.client() as http:
            answer = await http.post(stage.gateway.graph, json={"query": "{ viewer { role } }"}, headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, INVALID), why
        [error] = answer.json()["errors"]
        # All the same words: nobody learns what was wrong with a token.
        assert error == {"message": "Authentication failed", "extensions": {"code": "UNAUTHENTICATED"}}, why
        events = {line["event"] for line in await stage.gateway.told_of(request_id)}
        assert events == {"bearer token refused", "graphql refused", "request"}, why
        async with Caller(stage.gateway, token).raw_socket(acknowledged=False) as line:
            assert await line.closed() == 4403, why


@pytest.mark.parametrize(
    "payload", [{}, {"token": "<T>"}, {"headers": {"Authorization": "Bearer <T>"}}, {"Authorization": "<T>"}], ids=str
)
async def test_who_sends_a_token_where_none_is_looked_for_is_told_where(stage: Stage, payload: dict[str, Any]) -> None:
    token = stage.gateway.token()
    stage.secrets.add(token)
    said = json.loads(json.dumps({"type": "connection_init", "payload": payload}).replace("<T>", token))
    async with connect(stage.gateway.graph.replace("http", "ws"), subprotocols=[PROTOCOL], proxy=None) as line:
        await line.send(json.dumps(said))
        with pytest.raises(ConnectionClosed):
            await line.recv()
        told = 'Forbidden: connection_init needs the payload {"Authorization": "Bearer <token>"}'
        assert (line.close_code, line.close_reason) == (4403, told)


async def test_a_token_without_its_scheme_is_told_how_to_be_sent(stage: Stage) -> None:
    token = stage.gateway.token()
    stage.secrets.add(token)
    async with stage.gateway.recording.client() as http:
        answer = await http.post(
            stage.gateway.graph, json={"query": "{ __typename }"}, headers={"Authorization": token}
        )
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="creatorport"')
    [error] = answer.json()["errors"]
    assert error["message"] == "No bearer token was found. Send the header Authorization: Bearer <token>."


async def test_a_line_is_not_acknowledged_with_a_token_that_would_end_it_at_once(stage: Stage) -> None:
    issuer = LocalIssuer(own_key(stage), "creatorport", "creatorport")
    just_ended = issuer.issue(BRAND, datetime.now(UTC) - timedelta(seconds=70), timedelta(minutes=1))
    stage.secrets.add(just_ended)
    async with Caller(stage.gateway, just_ended).raw_socket() as line:
        await line.subscribe("1", "{ viewer { role } }")
        assert (await line.hear())["payload"] == {"data": {"viewer": {"role": "OWNER"}}}
    ended = issuer.issue(BRAND, datetime.now(UTC) - timedelta(seconds=91), timedelta(minutes=1))
    stage.secrets.add(ended)
    async with Caller(stage.gateway, ended).raw_socket(acknowledged=False) as line:
        assert await line.closed() == 4403


async def test_without_a_token_the_schema_can_be_read_and_nothing_else(stage: Stage) -> None:
    async with stage.gateway.recording.client() as http:
        schema = await http.post(stage.gateway.graph, json={"query": "{ __schema { queryType { name } } }"})
        assert schema.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
        asked = await http.post(stage.gateway.graph, json={"query": "{ campaigns { totalCount } }"})
        [error] = asked.json()["errors"]
        assert (asked.json()["data"], error["extensions"]["code"]) == (None, "UNAUTHENTICATED")


async def preflight(http: httpx.AsyncClient, url: str, origin: str) -> httpx.Response:
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    return await http.options(url, headers={"Origin": origin, **wanted})


async def test_a_page_of_an_allowed_origin_may_call(stage: Stage, brand: Caller) -> None:
    async with stage.gateway.recording.client() as http:
        permission = await preflight(http, stage.gateway.graph, ALLOWED)
        assert permission.status_code == 200
        assert permission.headers["access-control-allow-origin"] == ALLOWED
        assert "authorization" in permission.headers["access-control-allow-headers"].lower()
        headers = {**brand.headers, "Origin": ALLOWED}
        answer = await http.post(stage.gateway.graph, json={"query": "{ viewer { role } }"}, headers=headers)
        assert answer.headers["access-control-allow-origin"] == ALLOWED
        assert "Origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers
    async with brand.raw_socket(origin=ALLOWED) as line:
        await line.subscribe("1", "{ viewer { role } }")
        assert (await line.hear())["payload"] == {"data": {"viewer": {"role": "OWNER"}}}


async def test_a_page_of_a_foreign_origin_may_not(stage: Stage, brand: Caller) -> None:
    async with stage.gateway.recording.client() as http:
        permission = await preflight(http, stage.gateway.graph, FOREIGN)
        assert permission.status_code == 400
        assert "CREATORPORT_ALLOWED_ORIGINS" in permission.text
        await preflight(http, stage.gateway.graph, FOREIGN)
        assert "access-control-allow-origin" not in permission.headers
        headers = {**brand.headers, "Origin": FOREIGN}
        answer = await http.post(stage.gateway.graph, json={"query": "{ viewer { role } }"}, headers=headers)
        assert "access-control-allow-origin" not in answer.headers
    assert await brand.handshake(origin=FOREIGN) == 403
    assert await brand.handshake(origin="null") == 403
    assert stage.gateway.program is not None
    told = [line for line in stage.gateway.program.lines() if line["event"] == "a page of a foreign origin was refused"]
    assert [(line["level"], line["origin"], line["remedy"]) for line in told] == [
        ("warning", FOREIGN, "To let it call, name it in CREATORPORT_ALLOWED_ORIGINS.")
    ]
