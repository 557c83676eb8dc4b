"""Subscriptions of callers with equal rights are executed once for all of them."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest

from tests.integration.transport.serving import Served, Talk, until
from tests.integration.transport.test_event_stream import streaming

NOTES = "subscription ($after: String) { notes(after: $after) { text } }"


async def listening(stack: AsyncExitStack, served: Served, token: str, **payload: Any) -> Talk:
    talk = await stack.enter_async_context(served.socket(token))
    await talk.ask(f"id of {token}", NOTES, **payload)
    await talk.say({"type": "ping"})
    assert await talk.hear() == {"type": "pong"}
    return talk


async def test_an_event_is_executed_once_and_reaches_every_listener_under_its_own_id(served: Served) -> None:
    async with AsyncExitStack() as stack:
        talks = [await listening(stack, served, f"member{n};key=w1") for n in range(5)]
        stream = await stack.enter_async_context(streaming(served, NOTES, authorization="Bearer web;key=w1"))
        await until(lambda: len(served.world.listeners) == 1)
        assert served.transports.subscriptions.sources == 1
        for text in ("one", "two"):
            served.world.publish(text)
            for number, talk in enumerate(talks):
                message = await talk.hear()
                assert message["id"] == f"id of member{number};key=w1"
                assert message["payload"] == {"data": {"notes": {"text": text}}}
            assert await stream.next() == {"data": {"notes": {"text": text}}}
        assert served.world.executions == 2
        # Once before each event, and once for the event that is being waited for.
        assert served.world.renewals == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a;key=w1", {}), ("b;key=w2", {})),
        (("a", {}), ("b", {})),
        (("a;key=w1", {}), ("b", {})),
        (("a;key=w1", {"variables": {"after": None}}), ("b;key=w1", {})),
        (("a;key=w1", {"variables": {"after": "5"}}), ("b;key=w1", {"variables": {"after": "5"}})),
    ],
)
async def test_what_differs_in_anything_or_resumes_has_a_source_of_its_own(
    served: Served, one: tuple[str, dict[str, Any]], other: tuple[str, dict[str, Any]]
) -> None:
    async with AsyncExitStack() as stack:
        for token, payload in (one, other):
            await listening(stack, served, token, **payload)
        await until(lambda: len(served.world.listeners) == 2)
        assert served.transports.subscriptions.sources == 2


async def test_one_listener_leaving_leaves_the_source_to_the_others(served: Served) -> None:
    async with AsyncExitStack() as stack:
        first = await listening(stack, served, "a;key=w1")
        second = await listening(stack, served, "b;key=w1")
        await first.say({"type": "complete", "id": "id of a;key=w1"})
        await first.say({"type": "ping"})
        assert await first.hear() == {"type": "pong"}
        served.world.publish("still")
        assert (await second.hear())["payload"] == {"data": {"notes": {"text": "still"}}}
        await second.connection.close()
        await until(lambda: served.world.closed_sources == 1)
        assert served.transports.subscriptions.sources == 0
        third = await listening(stack, served, "c;key=w1")
        await until(lambda: len(served.world.listeners) == 1)
        served.world.publish("anew")
        assert (await third.hear())["payload"] == {"data": {"notes": {"text": "anew"}}}


async def test_who_joins_late_is_given_the_newest_message_first(served: Served) -> None:
    async with AsyncExitStack() as stack:
        early = await listening(stack, served, "early;key=w1")
        for text in ("one", "two"):
            served.world.publish(text)
            assert (await early.hear())["payload"] == {"data": {"notes": {"text": text}}}
        late = await stack.enter_async_context(served.socket("late;key=w1"))
        await late.ask("l", NOTES)
        assert await late.hear() == {"id": "l", "type": "next", "payload": {"data": {"notes": {"text": "two"}}}}
        stream = await stack.enter_async_context(streaming(served, NOTES, authorization="Bearer web;key=w1"))
        assert await stream.next() == {"data": {"notes": {"text": "two"}}}
        served.world.publish("three")
        for talk in (early, late):
            assert (await talk.hear())["payload"] == {"data": {"notes": {"text": "three"}}}
        assert await stream.next() == {"data": {"notes": {"text": "three"}}}
        assert served.world.executions == 3
        assert served.transports.subscriptions.sources == 1


async def test_nobody_joins_a_source_whose_newest_message_is_an_error(served: Served) -> None:
    document = 'subscription { notes { text failsOn(text: "bad") } }'
    async with AsyncExitStack() as stack:
        early = await stack.enter_async_context(served.socket("early;key=w1"))
        await early.ask("e", document)
        await until(lambda: len(served.world.listeners) == 1)
        served.world.publish("bad")
        assert [error["path"] for error in (await early.hear())["payload"]["errors"]] == [["notes", "failsOn"]]
        late = await stack.enter_async_context(served.socket("late;key=w1"))
        await late.ask("l", document)
        await until(lambda: len(served.world.listeners) == 2)
        served.world.publish("good")
        for talk in (early, late):
            assert (await talk.hear())["payload"] == {"data": {"notes": {"text": "good", "failsOn": None}}}
        await early.connection.close()
        await late.connection.close()
        await until(lambda: served.world.closed_sources == 2)
        assert served.transports.subscriptions.sources == 0


async def test_credentials_of_the_first_listener_that_end_leave_the_source_to_the_others(served: Served) -> None:
    async with AsyncExitStack() as stack:
        first = await listening(stack, served, "first;key=w1;seconds=0.5")
        second = await listening(stack, served, "second;key=w1")
        assert await first.closing() == (4403, "Credentials expired")
        served.world.publish("still")
        assert (await second.hear())["payload"] == {"data": {"notes": {"text": "still"}}}
        assert served.world.closed_sources == 0
        assert len(served.world.request_ids) == 1


async def test_a_shared_refusal_and_a_shared_end_reach_everyone(served: Served) -> None:
    async with AsyncExitStack() as stack:
        talks = [await stack.enter_async_context(served.socket("viewer;key=w1")) for _ in range(3)]
        await asyncio.gather(*(talk.ask("x", "subscription { secrets }") for talk in talks))
        for talk in talks:
            message = await talk.hear()
            assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "FORBIDDEN")
        await asyncio.gather(*(talk.ask("x", "subscription { count(to: 1) }") for talk in talks))
        for talk in talks:
            assert (await talk.hear())["payload"] == {"data": {"count": 1}}
            assert await talk.hear() == {"id": "x", "type": "complete"}


async def test_one_slow_listener_does_not_hold_the_others_back(served: Served) -> None:
    async with AsyncExitStack() as stack:
        quick = await listening(stack, served, "quick;key=w1")
        slow = await stack.enter_async_context(served.socket("slow;key=w1", max_queue=1))
        await slow.ask("s", NOTES)
        # 40 MB for a peer that reads nothing: more than its queue and the sockets' buffers hold.
        for number in range(40):
            served.world.publish(f"{number}" + "x" * 1_000_000)
            message = await quick.hear()
            assert message["payload"]["data"]["notes"]["text"].startswith(f"{number}x")
        assert await slow.closing() == (4413, "Slow consumer, resume by cursor")
        served.world.publish("after")
        assert (await quick.hear())["payload"] == {"data": {"notes": {"text": "after"}}}
