"""An issuer that does not answer from the start: nobody can be let in, and everybody is told so."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.e2e.stage.gateway import Gateway
from tests.e2e.stage.processes import free_port, run, start
from tests.e2e.stage.stage import temporary_folder
from tests.e2e.stage.waiting import soon

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

TROUBLE = (
    "the issuer's keys cannot be fetched, so that nobody is let in; "
    "check CREATORPORT_JWKS_URL, and whether the issuer answers"
)
AWAY = "Tokens cannot be checked: their issuer does not tell its keys. Try again later."
TOKEN = "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    nobody = f"http://localhost:{free_port()}"
    origins = {f"CREATORPORT_TIKTOK_{name}_ORIGIN": nobody for name in ("WWW", "OPEN", "BUSINESS")}
    names = ("TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_SECRET", "TIKTOK_APP_ID", "TIKTOK_APP_SECRET")
    settings = {**origins, **dict.fromkeys(names, "1"), "CREATORPORT_JWKS_URL": f"{nobody}/jwks"}
    with temporary_folder() as folder:
        gateway = Gateway("gateway", folder, settings)
        gateway.program = start(gateway.log, ["creatorport", "serve"], gateway.environment)
        try:
            soon(lambda: lives(gateway), "the gateway lives", within=120)
            yield gateway
        finally:
            gateway.stop()


def lives(gateway: Gateway) -> bool:
    assert gateway.program is not None
    assert gateway.program.alive, gateway.program.text()[-3000:]
    try:
        return httpx.get(f"{gateway.url}/healthz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


async def test_while_the_issuer_does_not_answer_callers_and_operator_are_told_so(gateway: Gateway) -> None:
    request_id = uuid4().hex
    headers = {"Authorization": TOKEN, "X-Request-ID": request_id}
    async with httpx.AsyncClient(base_url=gateway.url, trust_env=False) as http:
        ready = await http.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]["issuer"]) == (503, TROUBLE)

        asked = await http.post("/graphql", json={"query": "{ viewer { role } }"}, headers=headers)
        assert (asked.status_code, asked.headers["retry-after"]) == (503, "5")
        shown = {"code": "ISSUER_UNREACHABLE", "fixableBy": "OPERATOR"}
        assert asked.json() == {"errors": [{"message": AWAY, "extensions": shown}]}

        sent = await http.put("/media", content=b"", headers={"Authorization": TOKEN})
        assert (sent.status_code, sent.headers["retry-after"]) == (503, "5")
        assert sent.json() == {"error": {"code": "ISSUER_UNREACHABLE", "message": AWAY}}

        # Who brings no token is a stranger as ever, and does not wait for the issuer.
        assert (await http.post("/graphql", json={"query": "{ __typename }"})).status_code == 200

    protocol = Subprotocol("graphql-transport-ws")
    async with connect(gateway.graph.replace("http", "ws"), subprotocols=[protocol], proxy=None) as line:
        await line.send(f'{{"type":"connection_init","payload":{{"Authorization":"{TOKEN}"}}}}')
        with pytest.raises(ConnectionClosed):
            await line.recv()
        assert (line.close_code, line.close_reason) == (1013, f"ISSUER_UNREACHABLE: {AWAY}")

    assert [line["status"] for line in await gateway.told_of(request_id) if line["event"] == "request"] == [503]
    assert gateway.program is not None
    lines = gateway.program.lines()
    assert not [line for line in lines if "exception" in line or line.get("level") == "error"]
    assert [line["reason"] for line in lines if line["event"] == "issuer's keys cannot be fetched"] != []

    examined = run(["creatorport", "doctor"], gateway.environment)
    row = "FAIL  callers · issuer: the issuer's keys cannot be fetched, so that nobody is let in"
    remedy = "      → check CREATORPORT_JWKS_URL, and whether the issuer answers"
    assert f"{row}\n{remedy}\n" in examined.stdout
