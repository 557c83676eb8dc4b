"""GraphQL over HTTP, beyond what the public audits ask."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.integration.transport.serving import Served, serving, until
from tests.transport_defaults import LIMITS, transport_settings

NEWER = "application/graphql-response+json"
JSON = {"content-type": "application/json"}


async def post(http: httpx.AsyncClient, body: object, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await http.post("/graphql", json=body, headers={"accept": NEWER, **named})


def code(response: httpx.Response) -> str:
    answer = response.json()
    assert "data" not in answer
    found: str = answer["errors"][0]["extensions"]["code"]
    return found


async def test_a_query_is_answered_with_the_newer_type_when_it_is_asked_for(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "{ hello }"})
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{NEWER}; charset=utf-8"
    assert response.json() == {"data": {"hello": "hello world"}}
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json, application/graphql-response+json", NEWER),
        ("application/graphql-response+json;q=0.5, application/json", "application/json"),
        ("application/graphql-response+json;q=0.5, */*;q=0.1", NEWER),
        ("text/plain, application/json;q=0.1", "application/json"),
        (
            f"{NEWER}, application/graphql+json, application/json, text/event-stream, multipart/mixed",
            NEWER,
        ),
    ],
)
async def test_the_answer_has_the_type_that_the_caller_likes_best(
    http: httpx.AsyncClient, accept: str, expected: str
) -> None:
    response = await post(http, {"query": "{ hello }"}, accept=accept)
    assert response.headers["content-type"] == f"{expected}; charset=utf-8"


async def test_a_caller_that_accepts_nothing_we_have_gets_406(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "{ hello }"}, accept="image/png")
    assert (response.status_code, code(response)) == (406, "NOT_ACCEPTABLE")


async def test_a_subscription_by_plain_http_is_refused_with_406(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "subscription { count(to: 1) }"})
    assert (response.status_code, code(response)) == (406, "NOT_ACCEPTABLE")


async def test_a_mutation_by_get_is_refused_with_405_and_has_no_effect(served: Served, http: httpx.AsyncClient) -> None:
    response = await http.get("/graphql", params={"query": 'mutation { gatedEffect(name: "x") }'})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert code(response) == "METHOD_NOT_ALLOWED"
    assert served.world.effects == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_refused_with_405(http: httpx.AsyncClient, method: str) -> None:
    response = await http.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
async def test_what_a_foreign_page_can_post_unasked_is_refused_with_415(
    http: httpx.AsyncClient, content_type: str
) -> None:
    body = json.dumps({"query": "{ hello }"}).encode()
    response = await http.post("/graphql", content=body, headers={"content-type": content_type})
    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_body_in_another_charset_or_packed_is_refused_with_415(http: httpx.AsyncClient) -> None:
    body = json.dumps({"query": "{ hello }"})
    charset = {"content-type": "application/json; charset=utf-16"}
    response = await http.post("/graphql", content=body.encode("utf-16"), headers=charset)
    assert response.status_code == 415
    response = await http.post("/graphql", content=b"x", headers={**JSON, "content-encoding": "gzip"})
    assert response.status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b'"x"',
        b"null",
        b"7",
        b"true",
        b"[]",
        b'[{"query": "{ hello }"}]',
        b"",
        b"{",
        b"\xff\xfe",
        b'{"query": "\\ud800"}',
        b"[" * 200_000,
        b'{"query": "{ hello }", "variables": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"query": ""}',
        b'{"query": null}',
    ],
)
async def test_a_body_that_is_no_request_is_400_with_an_error_and_never_500(
    http: httpx.AsyncClient, body: bytes
) -> None:
    response = await http.post("/graphql", content=body, headers=JSON)
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "parameters",
    [
        {"query": "{ hello }", "variables": "[1]"},
        {"query": "{ hello }", "variables": "{"},
        {"query": "{ hello }", "extensions": "7"},
        {"variables": "{}"},
        {"query": ["{ hello }", "{ me }"]},
    ],
)
async def test_parameters_of_a_get_are_checked_as_those_of_a_post(
    http: httpx.AsyncClient, parameters: dict[str, Any]
) -> None:
    response = await http.get("/graphql", params=parameters)
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


async def test_a_get_takes_variables_and_an_operation_name(http: httpx.AsyncClient) -> None:
    query = "query A($n: String!) { hello(name: $n) } query B { me }"
    parameters = {"query": query, "variables": '{"n": "é🏃"}', "operationName": "A", "extensions": ""}
    response = await http.get("/graphql", params=parameters)
    assert response.json() == {"data": {"hello": "hello é🏃"}}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { hello } query B { hello }", "OPERATION_RESOLUTION_FAILURE"),
        ("fragment F on Query { hello }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { creators(first: $n) { totalCount } }", "BAD_USER_INPUT"),
    ],
)
async def test_a_document_that_cannot_run_is_400_and_200_for_older_clients(
    http: httpx.AsyncClient, query: str, expected: str
) -> None:
    newer = await post(http, {"query": query})
    assert (newer.status_code, code(newer)) == (400, expected)
    older = await post(http, {"query": query}, accept="application/json")
    assert (older.status_code, code(older)) == (200, expected)


async def test_an_unknown_operation_name_is_refused(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "query A { hello }", "operationName": "B"})
    assert (response.status_code, code(response)) == (400, "OPERATION_RESOLUTION_FAILURE")


async def test_a_body_longer_than_announced_bounds_is_refused_before_it_is_read(served: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 33554432\r\n\r\n{"
    )
    async with asyncio.timeout(30):
        head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413 ")
    writer.close()
    await writer.wait_closed()


async def test_an_endless_body_is_refused_at_the_limit() -> None:
    settings = transport_settings(limits=replace(LIMITS, body_bytes=1000))
    async with serving(settings) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n" + b"1f4\r\n" + b"x" * 500 + b"\r\n"
        )
        await writer.drain()
        writer.write(b"1f5\r\n" + b"x" * 501 + b"\r\n")
        async with asyncio.timeout(30):
            answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"BODY_TOO_LARGE" in answer
        writer.close()
        await writer.wait_closed()


async def test_a_body_that_trickles_is_given_up() -> None:
    async with serving(transport_settings(body_timeout=0.1)) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
        )
        async with asyncio.timeout(30):
            answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 408 ")
        writer.close()
        await writer.wait_closed()


async def test_a_mutation_outlives_the_client_that_asked_for_it(served: Served) -> None:
    async with served.client() as client:
        body = {"query": 'mutation { gatedEffect(name: "post") }'}
        asking = asyncio.create_task(client.post("/graphql", json=body))
        await until(lambda: served.world.effects == ["post begun"])
        asking.cancel()
    served.world.gate.set()
    await until(lambda: served.world.effects == ["post begun", "post done"])


async def test_a_token_that_does_not_hold_is_401_with_a_challenge(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "{ me }"}, authorization="Bearer stranger")
    assert (response.status_code, code(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    response = await post(http, {"query": "{ me }"}, authorization="Bearer owner")
    assert response.json() == {"data": {"me": "owner"}}


async def test_a_permission_error_is_shown_with_its_code(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "{ secret }"}, authorization="Bearer viewer")
    assert response.status_code == 200
    assert response.json()["data"] is None
    assert response.json()["errors"][0]["message"] == "Only owners may see this"
    assert response.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


@pytest.mark.parametrize("query", ["{ fault }", "{ hollow }"])
async def test_a_fault_is_masked_and_named_by_the_request_id(
    http: httpx.AsyncClient, query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    response = await post(http, {"query": query}, x_request_id="web-7.a_B")
    assert response.headers["x-request-id"] == "web-7.a_B"
    error = response.json()["errors"][0]
    assert error["message"] == "Internal error"
    assert error["extensions"] == {"code": "INTERNAL", "requestId": "web-7.a_B"}
    assert "hunter2" not in response.text
    logged = capsys.readouterr().out
    assert "graphql fault" in logged
    assert "web-7.a_B" in logged


async def test_a_fault_outside_the_schema_is_500_and_masked(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "{ me }"}, authorization="Bearer fault")
    assert (response.status_code, code(response)) == (500, "INTERNAL")
    assert "10.0.0.7" not in response.text
    assert response.json()["errors"][0]["extensions"]["requestId"] == response.headers["x-request-id"]


@pytest.mark.parametrize("given", ["", "a" * 65, "a b", 'x"; level="info', "é"])
async def test_an_unsafe_request_id_is_replaced(http: httpx.AsyncClient, given: str) -> None:
    response = await http.post("/graphql", json={"query": "{ hello }"}, headers=[(b"x-request-id", given.encode())])
    made = response.headers["x-request-id"]
    assert made != given
    assert len(made) == 32


async def test_the_cost_is_told_when_asked(http: httpx.AsyncClient) -> None:
    query = "{ creators(first: 3) { totalCount edges { node { name } } } }"
    response = await post(http, {"query": query}, x_graphql_cost="true")
    # creators, totalCount, edges, and for each of 3: node, name
    assert response.json()["extensions"] == {"cost": {"requested": 9, "limit": 20_000}}
    assert "extensions" not in (await post(http, {"query": query})).json()


async def test_introspection_can_be_switched_off() -> None:
    async with serving(transport_settings(introspection=False)) as served, served.client() as http:
        for query in (
            "{ __schema { queryType { name } } }",
            'query { ...F } fragment F on Query { __type(name: "Query") { name } }',
        ):
            response = await post(http, {"query": query})
            assert (response.status_code, code(response)) == (400, "INTROSPECTION_DISABLED")
        assert (await post(http, {"query": "{ __typename }"})).json() == {"data": {"__typename": "Query"}}
        typo = await post(http, {"query": "{ helo }"})
        assert typo.json()["errors"][0]["message"] == "Cannot query field 'helo' on type 'Query'."
        assert (await http.get("/schema.graphql")).status_code == 404


async def test_the_schema_can_be_downloaded(http: httpx.AsyncClient) -> None:
    response = await http.get("/schema.graphql")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "type Subscription {" in response.text
