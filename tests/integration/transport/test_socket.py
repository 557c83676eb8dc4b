"""graphql-transport-ws: the conversation, its faults, and how it ends."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from tests.integration.transport.serving import Served, serving, until
from tests.transport_defaults import LIMITS, transport_settings

NOTES = "subscription { notes { text } }"


def note(id_: str, text: str) -> dict[str, Any]:
    return {"id": id_, "type": "next", "payload": {"data": {"notes": {"text": text}}}}


async def test_the_subprotocol_is_agreed_on(served: Served) -> None:
    legacy, ours = Subprotocol("graphql-ws"), Subprotocol("graphql-transport-ws")
    async with served.socket(subprotocols=[legacy, ours]) as talk:
        assert talk.connection.subprotocol == ours


@pytest.mark.parametrize("offered", [["graphql-ws"], ["other"], None])
async def test_a_socket_without_our_subprotocol_is_closed_with_4406(
    served: Served, offered: list[Subprotocol] | None
) -> None:
    if offered is None:
        async with served.socket(init=False, subprotocols=None) as talk:
            assert await talk.closing() == (4406, "Subprotocol not acceptable")
        return
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(
        b"GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: " + offered[0].encode() + b"\r\n\r\n"
    )
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101 ")
    assert b"sec-websocket-protocol" not in head.lower()
    opcode, length = await reader.readexactly(2)
    assert (opcode, (await reader.readexactly(length))[:2]) == (0x88, (4406).to_bytes(2, "big"))
    writer.close()
    await writer.wait_closed()


async def test_a_foreign_origin_is_refused_with_403(served: Served) -> None:
    for origin in ("https://evil.example", "null", f"http://127.0.0.1:{served.port}.evil.example"):
        with pytest.raises(InvalidStatus) as refused:
            async with served.socket(origin=Origin(origin)):
                pass
        assert refused.value.response.status_code == 403


async def test_our_own_and_configured_origins_are_welcome() -> None:
    settings = transport_settings(allowed_origins=frozenset({"https://app.example"}))
    async with serving(settings) as served:
        for origin in ("https://app.example", f"http://127.0.0.1:{served.port}"):
            async with served.socket(origin=Origin(origin)) as talk:
                await talk.say({"type": "ping"})
                assert await talk.hear() == {"type": "pong"}


async def test_without_connection_init_the_socket_is_closed_with_4408() -> None:
    async with serving(transport_settings(init_timeout=0.1)) as served, served.socket(init=False) as talk:
        await talk.say({"type": "ping"})
        assert await talk.hear() == {"type": "pong"}
        assert await talk.closing() == (4408, "Connection initialisation timeout")


async def test_a_second_connection_init_closes_with_4429(served: Served) -> None:
    async with served.socket() as talk:
        await talk.say({"type": "connection_init"})
        assert await talk.closing() == (4429, "Too many initialisation requests")


async def test_a_subscribe_before_the_acknowledgement_closes_with_4401(served: Served) -> None:
    async with served.socket(init=False) as talk:
        await talk.ask("1", "{ hello }")
        assert await talk.closing() == (4401, "Unauthorized")


@pytest.mark.parametrize(
    "payload", [{"Authorization": "Bearer owner"}, {"authorization": "Bearer owner"}, {"authToken": "owner"}]
)
async def test_the_caller_is_known_by_the_payload(served: Served, payload: dict[str, str]) -> None:
    async with served.socket(init=False) as talk:
        await talk.say({"type": "connection_init", "payload": payload})
        assert await talk.hear() == {"type": "connection_ack"}
        await talk.ask("1", "{ me }")
        assert (await talk.hear())["payload"] == {"data": {"me": "owner"}}


async def test_the_caller_is_known_by_the_header_and_the_payload_goes_first(served: Served) -> None:
    header = {"Authorization": "Bearer viewer"}
    async with served.socket(additional_headers=header) as talk:
        await talk.ask("1", "{ me }")
        assert (await talk.hear())["payload"] == {"data": {"me": "viewer"}}
    async with served.socket("owner", additional_headers=header) as talk:
        await talk.ask("1", "{ me }")
        assert (await talk.hear())["payload"] == {"data": {"me": "owner"}}


async def test_a_token_that_does_not_hold_closes_with_4403(served: Served) -> None:
    async with served.socket(init=False) as talk:
        await talk.say({"type": "connection_init", "payload": {"authToken": "stranger"}})
        assert await talk.closing() == (4403, "Forbidden: The token does not hold")


async def test_a_fault_in_authentication_closes_with_4500_and_tells_nothing(served: Served) -> None:
    async with served.socket(init=False) as talk:
        await talk.say({"type": "connection_init", "payload": {"authToken": "fault"}})
        assert await talk.closing() == (4500, "Internal error")


async def test_expired_credentials_close_the_socket(served: Served) -> None:
    async with served.socket("owner;seconds=0.2") as talk:
        await talk.ask("1", NOTES)
        await until(lambda: len(served.world.listeners) == 1)
        assert await talk.closing() == (4403, "Credentials expired")
    await until(lambda: served.world.closed_sources == 1)


async def test_revoked_credentials_close_the_socket_and_no_other() -> None:
    async with (
        serving(transport_settings(recheck=0.02)) as served,
        served.socket("owner") as talk,
        served.socket("viewer") as other,
    ):
        await talk.ask("1", NOTES)
        await until(lambda: len(served.world.listeners) == 1)
        served.world.revoked.add("owner")
        assert await talk.closing() == (4403, "Credentials revoked")
        await until(lambda: served.world.closed_sources == 1)
        await other.say({"type": "ping"})
        assert await other.hear() == {"type": "pong"}


async def test_credentials_that_cannot_be_looked_at_close_nothing() -> None:
    async with serving(transport_settings(recheck=0.01)) as served, served.socket("owner") as talk:
        with capture_logs() as lines:
            served.world.key_store_is_away = True
            await until(lambda: len([one for one in lines if one["event"] == "credentials cannot be looked at"]) > 2)
        await talk.say({"type": "ping"})
        assert await talk.hear() == {"type": "pong"}


@pytest.mark.parametrize(
    "frame",
    [
        "[]",
        "null",
        '"ping"',
        "7",
        "{",
        "{}",
        "[" * 100_000,
        '{"type": "start"}',
        '{"type": 7}',
        '{"type": "next", "id": "1", "payload": {}}',
        '{"type": "ping", "payload": []}',
        '{"type": "connection_init", "payload": "x"}',
        '{"type": "complete"}',
        '{"type": "complete", "id": 1}',
        '{"type": "subscribe", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": "' + "i" * 257 + '", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": []}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 7}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": null}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ hello }", "variables": []}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ hello }", "operationName": {}}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ hello }", "extensions": 1}}',
    ],
)
async def test_what_the_protocol_does_not_have_closes_with_4400(served: Served, frame: str) -> None:
    async with served.socket() as talk:
        await talk.connection.send(frame)
        code, reason = await talk.closing()
        assert code == 4400
        assert reason.startswith("Invalid message: ")


async def test_binary_frames_close_with_4400(served: Served) -> None:
    async with served.socket() as talk:
        await talk.connection.send(b'{"type": "ping"}')
        assert await talk.closing() == (4400, "Invalid message: Messages must be text")


async def test_a_message_beyond_the_limit_closes_with_1009() -> None:
    async with serving(transport_settings(limits=replace(LIMITS, body_bytes=1000))) as served, served.socket() as talk:
        await talk.connection.send(json.dumps({"type": "ping", "payload": {"x": "é" * 160}}, ensure_ascii=False))
        assert (await talk.hear())["payload"] == {"x": "é" * 160}
        await talk.connection.send(json.dumps({"type": "ping", "payload": {"x": "é" * 500}}, ensure_ascii=False))
        assert await talk.closing() == (1009, "A message has more than 1000 bytes")


async def test_a_ping_gets_its_payload_back_and_a_pong_no_answer(served: Served) -> None:
    async with served.socket(init=False) as talk:
        await talk.say({"type": "pong", "payload": {"a": 1}})
        await talk.say({"type": "ping", "payload": {"n": [1]}})
        assert await talk.hear() == {"type": "pong", "payload": {"n": [1]}}


async def test_queries_and_mutations_have_one_result_and_then_complete(served: Served) -> None:
    async with served.socket() as talk:
        await talk.ask("q", "query ($n: String) { hello(name: $n) }", variables={"n": "you"})
        assert await talk.hear() == {"id": "q", "type": "next", "payload": {"data": {"hello": "hello you"}}}
        assert await talk.hear() == {"id": "q", "type": "complete"}
        await talk.ask("q", 'mutation A { publish(text: "x") } mutation B { __typename }', operationName="A")
        assert await talk.hear() == {"id": "q", "type": "next", "payload": {"data": {"publish": 0}}}
        assert await talk.hear() == {"id": "q", "type": "complete"}


async def test_a_subscription_has_its_results_and_then_complete(served: Served) -> None:
    async with served.socket() as talk:
        await talk.ask("s", "subscription { count(to: 2) }")
        assert [await talk.hear() for _ in range(3)] == [
            {"id": "s", "type": "next", "payload": {"data": {"count": 1}}},
            {"id": "s", "type": "next", "payload": {"data": {"count": 2}}},
            {"id": "s", "type": "complete"},
        ]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query A { hello }", "operationName": "B"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "query ($n: Int!) { creators(first: $n) { totalCount } }"}, "BAD_USER_INPUT"),
        ({"query": "{ creators(first: 100000) { edges { node { name } } } }"}, "TOO_COSTLY"),
        ({"query": "{" + "a" * 70_000 + "}"}, "DOCUMENT_TOO_LONG"),
        ({"query": "subscription { secrets }"}, "FORBIDDEN"),
    ],
)
async def test_an_operation_that_cannot_run_is_an_error_and_the_line_stays(
    served: Served, payload: dict[str, str], expected: str
) -> None:
    async with served.socket() as talk:
        await talk.say({"id": "1", "type": "subscribe", "payload": payload})
        message = await talk.hear()
        assert (message["id"], message["type"]) == ("1", "error")
        assert [error["extensions"]["code"] for error in message["payload"]] == [expected]
        await talk.ask("1", "{ hello }")
        assert (await talk.hear())["type"] == "next"


async def test_a_fault_in_a_source_is_masked(served: Served) -> None:
    async with served.socket() as talk:
        await talk.ask("1", "subscription { breaking }")
        assert (await talk.hear())["payload"] == {"data": {"breaking": 1}}
        message = await talk.hear()
        assert message["type"] == "next"
        assert [error["message"] for error in message["payload"]["errors"]] == ["Internal error"]
        assert await talk.hear() == {"id": "1", "type": "complete"}


async def test_an_id_in_use_closes_with_4409_and_a_finished_one_may_return(served: Served) -> None:
    async with served.socket() as talk:
        for _ in range(2):
            await talk.ask("1", "{ hello }")
            assert (await talk.hear())["type"] == "next"
            assert (await talk.hear())["type"] == "complete"
        await talk.ask("1", NOTES)
        await talk.ask("1", NOTES)
        assert await talk.closing() == (4409, "Subscriber for 1 already exists")
    await until(lambda: served.world.listeners == [])


async def test_complete_from_the_client_stops_the_source_and_is_not_answered(served: Served) -> None:
    async with served.socket() as talk:
        await talk.ask("1", NOTES)
        await until(lambda: len(served.world.listeners) == 1)
        await talk.say({"type": "complete", "id": "unknown"})
        await talk.say({"type": "complete", "id": "1"})
        await until(lambda: served.world.closed_sources == 1)
        await talk.ask("1", NOTES)
        await until(lambda: len(served.world.listeners) == 1)
        served.world.publish("again")
        assert await talk.hear() == note("1", "again")


async def test_leaving_stops_queries_and_sources_but_not_mutations(served: Served) -> None:
    async with served.socket() as talk:
        await talk.ask("s", NOTES)
        await talk.ask("q", "{ gated }")
        await talk.ask("m", 'mutation { gatedEffect(name: "post") }')
        await until(lambda: served.world.effects == ["post begun"] and len(served.world.listeners) == 1)
    await until(lambda: served.world.effects == ["post begun", "query cancelled"])
    await until(lambda: served.world.closed_sources == 1)
    served.world.gate.set()
    await until(lambda: served.world.effects[-1] == "post done")


async def test_too_many_operations_are_refused_one_by_one() -> None:
    async with serving(transport_settings(operations_per_socket=2)) as served, served.socket() as talk:
        for id_ in ("1", "2", "3"):
            await talk.ask(id_, NOTES)
        message = await talk.hear()
        assert (message["id"], message["type"]) == ("3", "error")
        assert message["payload"][0]["extensions"] == {"code": "TOO_MANY_OPERATIONS", "limit": 2}
        await talk.say({"type": "complete", "id": "1"})
        await talk.ask("4", "subscription { count(to: 1) }")
        assert (await talk.hear())["id"] == "4"


@pytest.mark.parametrize("token", ["viewer", "viewer;key=shared"])
async def test_a_slow_consumer_is_closed_with_4413(token: str) -> None:
    settings = transport_settings(outgoing_messages=20, send_timeout=0.3)
    async with serving(settings) as served, served.socket(token, max_queue=1) as talk:
        await talk.ask("1", "subscription { flood(size: 100000) }")
        await talk.hear()
        await until(lambda: served.transports.subscriptions.sources == 0)
        assert await talk.closing() == (4413, "Slow consumer, resume by cursor")


async def test_a_peer_that_never_reads_is_let_go() -> None:
    settings = transport_settings(outgoing_messages=20, send_timeout=0.2, close_timeout=0.2)
    async with (
        serving(settings) as served,
        connect(
            served.socket_url, subprotocols=[Subprotocol("graphql-transport-ws")], max_queue=1, close_timeout=0.1
        ) as connection,
    ):
        await connection.send('{"type": "connection_init"}')
        query = "subscription { flood(size: 100000) }"
        await connection.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": query}}))
        await until(lambda: served.transports.subscriptions.sources == 1)
        await until(lambda: served.transports.lines.open == 0)
        assert served.transports.subscriptions.sources == 0


async def test_a_server_that_stops_closes_sockets_with_1012(served: Served) -> None:
    async with served.socket() as talk:
        await talk.ask("1", NOTES)
        await until(lambda: len(served.world.listeners) == 1)
        await served.transports.drain()
        assert await talk.closing() == (1012, "Service restart")
    await until(lambda: served.world.closed_sources == 1)


async def test_draining_waits_for_mutations_but_not_for_ever() -> None:
    async with serving(transport_settings(drain_timeout=0.1)) as served, served.socket() as talk:
        await talk.ask("m", 'mutation { gatedEffect(name: "a") }')
        await until(lambda: served.world.effects == ["a begun"])
        await served.transports.drain()
        assert served.world.effects == ["a begun"]
        draining = asyncio.create_task(served.transports.drain())
        served.world.gate.set()
        await draining
        assert served.world.effects == ["a begun", "a done"]


async def test_each_operation_has_a_request_id_of_its_own(served: Served) -> None:
    async with served.socket(additional_headers={"X-Request-ID": "line-1"}) as talk:
        assert talk.connection.response is not None
        assert talk.connection.response.headers["X-Request-ID"] == "line-1"
        for id_ in ("a", "b"):
            await talk.ask(id_, "{ hello }")
            await talk.hear()
            await talk.hear()
    assert served.world.request_ids == ["line-1.1", "line-1.2"]


async def test_what_is_refused_on_a_socket_leaves_a_line_with_its_request_id_and_no_word_of_the_caller_s() -> None:
    settings = transport_settings(limits=replace(LIMITS, depth=3))
    with capture_logs() as logs:
        async with serving(settings, strict=True) as served:
            async with served.socket("viewer", additional_headers={"X-Request-ID": "asked-1"}) as talk:
                await talk.ask("deep", "{ creator { friends { edges { node { name } } } } }")
                assert (await talk.hear())["type"] == "error"
                await talk.ask("policy", "{ secret }")
                assert (await talk.hear())["payload"]["errors"][0]["extensions"]["code"] == "FORBIDDEN"
                assert (await talk.hear())["type"] == "complete"
                await talk.ask("odd", "{ noSuchFieldOfMine }")
                assert (await talk.hear())["type"] == "error"
            async with served.socket(init=False, additional_headers={"X-Request-ID": "asked-2"}) as talk:
                await talk.say({"type": "connection_init", "payload": {"Authorization": "Bearer stranger"}})
                assert await talk.closing() == (4403, "Forbidden: The token does not hold")
    refused = [(line["request_id"], line["codes"]) for line in logs if line["event"] == "graphql refused"]
    assert refused == [
        ("asked-1.1", ["TOO_DEEP"]),
        ("asked-1.2", ["FORBIDDEN"]),
        ("asked-1.3", ["GRAPHQL_VALIDATION_FAILED"]),
    ]
    closed = [line for line in logs if line["event"] == "graphql socket closed"]
    assert [(line["request_id"], line["code"]) for line in closed] == [("asked-2", 4403)]
    assert "noSuchFieldOfMine" not in str(logs)
    assert "stranger" not in str(logs)
