"""The whole graph over HTTP with a database that nobody answers for."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from creatorport.adapters.http.graphql.answers import AWAY, PERHAPS_CHANGED
from creatorport.adapters.http.graphql.routes import graphql_transports
from creatorport.adapters.http.graphql.strawberry_engine import StrawberryEngine
from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.persistence.engine import make_engine
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.vault import SealedTokenVault
from creatorport.graphql.context import Application, GraphCaller
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.schema import schema
from tests.graphql.gateway import Gateway
from tests.sql_reads import sql_reads
from tests.transport_defaults import transport_settings

NOBODY = "postgresql://nobody@127.0.0.1:1/nothing"
MODERN = "application/graphql-response+json"
CREATE = 'mutation { createCampaign(input: {name: "Glow", brandName: "Lumen"}) { campaign { id } errors { code } } }'
FOLLOW = f'subscription {{ campaignPerformance(campaignId: "{global_id("Campaign", "glow")}") {{ __typename }} }}'
EXTENSIONS = {"code": "STORAGE_UNAVAILABLE", "requestId": "web-7", "fixableBy": "OPERATOR"}
TOLD = {"message": AWAY, "extensions": EXTENSIONS}
TOLD_OF_A_CHANGE = {"message": PERHAPS_CHANGED, "extensions": EXTENSIONS}


@pytest.fixture
async def http(vault: SealedTokenVault) -> AsyncIterator[httpx.AsyncClient]:
    engine = make_engine(NOBODY)
    gateway = Gateway()
    use_cases = gateway.use_cases(SqlUnitsOfWork(engine, vault, JobQueue(NOBODY)))
    reads = sql_reads(engine)
    application = Application(reads, use_cases, gateway.clock)

    async def authenticate(_connection: HTTPConnection, _authorization: str | None) -> GraphCaller:
        return GraphCaller(application, gateway.member())

    transports = graphql_transports(StrawberryEngine(schema), authenticate, transport_settings())
    app = httpx.ASGITransport(Starlette(routes=transports.routes))
    async with httpx.AsyncClient(transport=app, base_url="http://gateway", headers={"X-Request-ID": "web-7"}) as client:
        yield client
    await engine.dispose()


async def ask(http: httpx.AsyncClient, query: str, accept: str = MODERN) -> httpx.Response:
    return await http.post("/graphql", json={"query": query}, headers={"Accept": accept})


def told(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: error[key] for key in ("message", "extensions")} for error in errors]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("{ campaigns { totalCount } }", TOLD), (CREATE, TOLD_OF_A_CHANGE)],
    ids=["query", "mutation"],
)
async def test_a_missing_database_is_told_by_name_and_logged_in_one_line(
    http: httpx.AsyncClient, query: str, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    response = await ask(http, query)
    assert (response.status_code, response.headers["content-type"]) == (503, f"{MODERN}; charset=utf-8")
    assert response.json()["data"] is None
    assert told(response.json()["errors"]) == [expected]
    [line] = capsys.readouterr().out.splitlines()
    assert "graphql fault" in line
    assert "web-7" in line
    assert "StorageUnavailable: The database does not answer." in line
    assert "127.0.0.1" in line  # the cause, for the operator
    assert "127.0.0.1" not in response.text


async def test_the_older_media_type_has_200_for_the_same(http: httpx.AsyncClient) -> None:
    response = await ask(http, "{ campaigns { totalCount } }", "application/json")
    assert (response.status_code, told(response.json()["errors"])) == (200, [TOLD])


async def test_what_needs_no_database_is_still_answered(http: httpx.AsyncClient) -> None:
    one = global_id("Campaign", "glow")
    response = await ask(http, f'{{ viewer {{ memberId }} campaign(id: "{one}") {{ name }} }}')
    assert response.status_code == 200
    assert response.json()["data"] == {"viewer": {"memberId": "owner-1"}, "campaign": None}
    assert told(response.json()["errors"]) == [TOLD]


async def test_a_batch_that_failed_is_told_at_each_place_and_logged_once(
    http: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = " ".join(f'{name}: campaign(id: "{global_id("Campaign", name)}") {{ name }}' for name in "abc")
    response = await ask(http, f"{{ {fields} }}")
    assert response.json()["data"] == {"a": None, "b": None, "c": None}
    assert told(response.json()["errors"]) == [TOLD] * 3
    assert capsys.readouterr().out.count("graphql fault") == 1


async def test_fields_that_failed_each_for_itself_are_logged_once(
    http: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    response = await ask(http, "{ campaigns { totalCount } tiktokAccounts { totalCount } creators { totalCount } }")
    assert all(error == TOLD for error in told(response.json()["errors"]))
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(("document", "expected"), [("{ campaigns { totalCount } }", TOLD), (CREATE, TOLD_OF_A_CHANGE)])
async def test_only_a_change_on_a_stream_is_said_to_be_perhaps_made(
    http: httpx.AsyncClient, document: str, expected: dict[str, Any]
) -> None:
    response = await ask(http, document, "text/event-stream")
    (payload,) = [json.loads(line[6:]) for line in response.text.splitlines() if line.startswith("data: {")]
    assert told(payload["errors"]) == [expected]


async def test_a_subscription_ends_with_the_same(http: httpx.AsyncClient) -> None:
    response = await ask(http, FOLLOW, "text/event-stream")
    (payload,) = [json.loads(line[6:]) for line in response.text.splitlines() if line.startswith("data: {")]
    assert told(payload["errors"]) == [TOLD]
    assert "event: complete" in response.text
