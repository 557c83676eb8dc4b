"""GraphQL over server-sent events."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import orjson
import pytest
from structlog.testing import capture_logs

from tests.integration.transport.serving import Served, serving, until
from tests.transport_defaults import transport_settings

STREAM = {"accept": "text/event-stream"}


@dataclass
class Stream:
    response: httpx.Response
    blocks: AsyncGenerator[str, None]

    async def block(self) -> str:
        """The next event or comment, or '' when the stream has ended."""
        async with asyncio.timeout(10):
            return await anext(self.blocks, "")

    async def rest(self) -> list[str]:
        """Everything up to the end."""
        async with asyncio.timeout(10):
            return [block async for block in self.blocks]

    async def next(self) -> object:
        event, data = (await self.block()).split("\n")
        assert event == "event: next"
        return orjson.loads(data.removeprefix("data: "))


@asynccontextmanager
async def streaming(served: Served, query: str, **headers: str) -> AsyncGenerator[Stream, None]:
    async with (
        served.client() as client,
        client.stream(
            "POST",
            "/graphql",
            json={"query": query},
            headers={**STREAM, **{name.replace("_", "-"): value for name, value in headers.items()}},
        ) as response,
    ):
        yield Stream(response, _blocks(response))


async def _blocks(response: httpx.Response) -> AsyncGenerator[str, None]:
    text = ""
    async for chunk in response.aiter_text():
        text += chunk
        while "\n\n" in text:
            block, text = text.split("\n\n", 1)
            yield block


COMPLETE = "event: complete\ndata: "


async def test_a_subscription_is_a_stream_of_next_and_complete(served: Served) -> None:
    async with streaming(served, "subscription { count(to: 2) }") as stream:
        assert stream.response.status_code == 200
        assert stream.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.response.headers["cache-control"] == "no-store"
        assert await stream.next() == {"data": {"count": 1}}
        assert await stream.next() == {"data": {"count": 2}}
        assert [await stream.block(), await stream.block()] == [COMPLETE, ""]


async def test_a_query_is_a_stream_of_one(served: Served) -> None:
    async with streaming(served, "{ hello }") as stream:
        assert await stream.next() == {"data": {"hello": "hello world"}}
        assert [await stream.block(), await stream.block()] == [COMPLETE, ""]


async def test_a_stream_can_be_had_by_get(served: Served) -> None:
    async with served.client() as client:
        response = await client.get("/graphql", params={"query": "subscription { count(to: 1) }"}, headers=STREAM)
    assert response.text == 'event: next\ndata: {"data":{"count":1}}\n\nevent: complete\ndata: \n\n'


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { secrets }", "FORBIDDEN"),
    ],
)
async def test_what_is_wrong_with_the_document_arrives_as_an_event(served: Served, query: str, expected: str) -> None:
    async with streaming(served, query) as stream:
        assert stream.response.status_code == 200
        answer = await stream.next()
        assert isinstance(answer, dict)
        assert [error["extensions"]["code"] for error in answer["errors"]] == [expected]
        assert "data" not in answer
        assert [await stream.block(), await stream.block()] == [COMPLETE, ""]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ hello ", "GRAPHQL_PARSE_FAILED"),
        ("{ secret }", "FORBIDDEN"),
        ("{ refusal }", "CLOSED"),
        ("subscription { secrets }", "FORBIDDEN"),
    ],
)
async def test_what_is_refused_on_a_stream_leaves_one_line_with_its_code(
    served: Served, query: str, expected: str
) -> None:
    with capture_logs() as logs:
        async with streaming(served, query, x_request_id="web-7") as stream:
            await stream.rest()
    refused = [(line["request_id"], line["codes"]) for line in logs if line["event"] == "graphql refused"]
    assert refused == [("web-7", [expected])]


async def test_an_event_that_is_refused_in_part_leaves_a_line(served: Served) -> None:
    with capture_logs() as logs:
        async with streaming(served, 'subscription { notes { failsOn(text: "x") } }') as stream:
            await until(lambda: len(served.world.listeners) == 1)
            served.world.publish("x")
            await stream.next()
    assert [line["codes"] for line in logs if line["event"] == "graphql refused"] == [["none"]]


async def test_a_fault_on_a_stream_is_logged_once_and_is_no_refusal(served: Served) -> None:
    with capture_logs() as logs:
        async with streaming(served, "subscription { breaking }") as stream:
            await stream.rest()
    assert [line["event"] for line in logs] == ["graphql fault"]


async def test_a_caller_who_accepts_all_gets_a_stream_only_for_a_subscription(served: Served) -> None:
    everything = "application/graphql-response+json, application/json, text/event-stream"
    async with streaming(served, "subscription { count(to: 1) }", accept=everything) as stream:
        assert stream.response.headers["content-type"].startswith("text/event-stream")
    async with streaming(served, "{ hello }", accept=everything) as stream:
        assert stream.response.headers["content-type"].startswith("application/graphql-response+json")
        await stream.response.aread()


async def test_a_mutation_by_get_is_refused_on_a_stream_too(served: Served) -> None:
    async with served.client() as client:
        parameters = {"query": 'mutation { gatedEffect(name: "x") }'}
        response = await client.get("/graphql", params=parameters, headers=STREAM)
    assert response.status_code == 405
    assert served.world.effects == []


async def test_a_silent_stream_has_heartbeats() -> None:
    async with (
        serving(transport_settings(heartbeat=0.02)) as served,
        streaming(served, "subscription { notes { text } }") as stream,
    ):
        assert [await stream.block(), await stream.block()] == [":", ":"]
        served.world.publish("still here")
        blocks = [await stream.block() for _ in range(5)]
        assert 'event: next\ndata: {"data":{"notes":{"text":"still here"}}}' in blocks


async def test_a_client_that_leaves_stops_the_source(served: Served) -> None:
    async with streaming(served, "subscription { notes { text } }"):
        await until(lambda: len(served.world.listeners) == 1)
    await until(lambda: served.world.closed_sources == 1)
    await until(lambda: served.transports.lines.open == 0)


async def test_expired_credentials_end_the_stream_with_an_error(served: Served) -> None:
    token = "Bearer owner;seconds=0.2"
    async with streaming(served, "subscription { notes { text } }", authorization=token) as stream:
        answer = await stream.next()
        assert isinstance(answer, dict)
        assert answer["errors"][0]["extensions"]["code"] == "CREDENTIALS_EXPIRED"
        assert [await stream.block(), await stream.block()] == [COMPLETE, ""]
    await until(lambda: served.world.closed_sources == 1)


async def test_revoked_credentials_end_the_stream_with_an_error() -> None:
    async with (
        serving(transport_settings(recheck=0.02)) as served,
        streaming(served, "subscription { notes { text } }", authorization="Bearer owner") as stream,
    ):
        await until(lambda: len(served.world.listeners) == 1)
        served.world.revoked.add("owner")
        answer = await stream.next()
        assert isinstance(answer, dict)
        assert answer["errors"][0]["extensions"]["code"] == "CREDENTIALS_REVOKED"
        assert [await stream.block(), await stream.block()] == [COMPLETE, ""]
        await until(lambda: served.world.closed_sources == 1)


async def test_a_server_that_stops_breaks_the_stream_without_complete(served: Served) -> None:
    async with streaming(served, "subscription { notes { text } }") as stream:
        await until(lambda: len(served.world.listeners) == 1)
        await served.transports.drain()
        assert await stream.block() == ""
    await until(lambda: served.world.closed_sources == 1)


async def test_a_slow_client_is_cut_off() -> None:
    settings = transport_settings(outgoing_messages=5, send_timeout=0.2, close_timeout=0.2)
    async with (
        serving(settings) as served,
        streaming(served, "subscription { flood(size: 100000) }") as stream,
    ):
        await stream.block()
        await until(lambda: served.transports.subscriptions.sources == 1)
        await until(lambda: served.transports.lines.open == 0)
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
            await stream.rest()


async def test_a_stream_needs_credentials_that_hold(served: Served) -> None:
    async with streaming(served, "{ hello }", authorization="Bearer stranger") as stream:
        assert stream.response.status_code == 401
        await stream.response.aread()
