import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.simulator.receiver import Received, Receiver
from tests.integration.simulator.visitor import HANDLE, REVOKE, Visitor
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import EPOCH, Settings
from tiktok_simulator.simulator import Simulator

HOOKS = "https://gateway.example/webhooks/tiktok"
DAY = 86_400


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def visitor(receiver: Receiver) -> AsyncIterator[Visitor]:
    """Somebody whose apps send their webhooks to the receiver."""
    simulator = Simulator(Settings(size=40, webhook_url=HOOKS))
    app = create_app(simulator, webhook_transport=httpx.ASGITransport(receiver))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tiktok.test") as http:
        visitor = Visitor(http)
        await visitor.choose_app("desktop")
        yield visitor


async def disconnect(visitor: Visitor, handle: str = HANDLE) -> None:
    await visitor.connect(handle)
    await visitor.control("POST", f"accounts/{handle}/revoke", {})


async def deliveries(visitor: Visitor) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await visitor.control("GET", "webhooks"))["webhooks"]
    return listed


def proves(visitor: Visitor, received: Received) -> bool:
    """Verify as a careful receiver would, over the raw bytes."""
    moment, signature = (part.partition("=")[2] for part in received.headers["tiktok-signature"].split(","))
    message = moment.encode() + b"." + received.body
    expected = hmac.new(visitor.app["client_secret"].encode(), message, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


async def test_a_disconnect_is_told_signed_with_its_content_as_json_in_a_string(
    visitor: Visitor, receiver: Receiver
) -> None:
    pair = await visitor.connect()
    await visitor.control("POST", f"accounts/{HANDLE}/revoke", {"reason": 4})
    await visitor.advance(0, settle=True)
    [received] = receiver.received
    assert received.path == "/webhooks/tiktok"
    assert received.headers["content-type"] == "application/json"
    assert proves(visitor, received)
    assert json.loads(received.body) == {
        "client_key": visitor.app["client_key"],
        "event": "authorization.removed",
        "create_time": int(EPOCH),
        "user_openid": pair["open_id"],
        "content": '{"reason":4}',
    }


async def test_a_revoke_by_the_developer_is_told_with_reason_five(visitor: Visitor, receiver: Receiver) -> None:
    pair = await visitor.connect()
    keys = {name: visitor.app[name] for name in ("client_key", "client_secret")}
    await visitor.http.post(REVOKE, data={**keys, "token": pair["access_token"]})
    await visitor.advance(0, settle=True)
    assert json.loads(receiver.received[0].body)["content"] == '{"reason":5}'


async def test_delivery_is_tried_again_with_growing_pauses_until_it_is_answered_with_200(
    visitor: Visitor, receiver: Receiver
) -> None:
    receiver.statuses = [500, 204, 302]
    await disconnect(visitor)
    await visitor.advance(0, settle=True)
    for pause, attempts in ((14, 1), (1, 2), (29, 2), (1, 3), (59, 3), (1, 4), (DAY, 4)):
        await visitor.advance(pause, settle=True)
        assert len(receiver.received) == attempts
    [delivery] = await deliveries(visitor)
    assert delivery["status"] == "delivered"
    assert [attempt["status"] for attempt in delivery["attempts"]] == [500, 204, 302, 200]
    assert [attempt["at"] - EPOCH for attempt in delivery["attempts"]] == [0, 15, 45, 105]
    assert len({received.body for received in receiver.received}) == 1


async def test_delivery_is_given_up_after_72_hours(visitor: Visitor, receiver: Receiver) -> None:
    receiver.statuses = [503] * 1000
    await disconnect(visitor)
    await visitor.advance(2 * DAY, settle=True)
    [delivery] = await deliveries(visitor)
    assert delivery["status"] == "pending"
    await visitor.advance(30 * DAY, settle=True)
    [delivery] = await deliveries(visitor)
    assert delivery["status"] == "dropped"
    assert len(receiver.received) == 22


async def test_a_retry_is_signed_anew_or_as_at_first_by_switch(visitor: Visitor, receiver: Receiver) -> None:
    for switch, expected in (("fresh", [0, 15]), ("original", [0, 0])):
        await visitor.switch(webhook_retry_t=switch)
        receiver.received.clear()
        receiver.statuses = [500]
        begun = int((await visitor.control("GET", "clock"))["now"])
        await disconnect(visitor)
        await visitor.advance(0, settle=True)
        await visitor.advance(15, settle=True)
        moments = [int(one.headers["tiktok-signature"].split(",")[0][2:]) - begun for one in receiver.received]
        assert moments == expected
        assert all(proves(visitor, one) for one in receiver.received)


async def test_an_unreachable_receiver_is_tried_again(visitor: Visitor) -> None:
    url = "http://127.0.0.1:9/nobody-listens"
    simulator = Simulator(Settings(size=40, webhook_url=url))
    transport = httpx.ASGITransport(create_app(simulator))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        alone = Visitor(http)
        await alone.choose_app("desktop")
        await disconnect(alone)
        await alone.advance(0, settle=True)
        [delivery] = await deliveries(alone)
    assert delivery["status"] == "pending"
    assert delivery["attempts"][0]["status"] is None
    assert delivery["attempts"][0]["error"].startswith("ConnectError")


async def test_a_receiver_whose_host_is_not_found_is_looked_for_once_in_all_attempts_of_a_leap() -> None:
    looked_for = 0

    async def lost(request: httpx.Request) -> httpx.Response:
        nonlocal looked_for
        looked_for += 1
        raise httpx.ConnectError("Name or service not known", request=request)

    simulator = Simulator(Settings(size=40, webhook_url="http://nowhere.invalid/hook"))
    app = create_app(simulator, webhook_transport=httpx.MockTransport(lost))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tiktok.test") as http:
        alone = Visitor(http)
        await alone.choose_app("desktop")
        await disconnect(alone)
        await alone.advance(4 * DAY, settle=True)
        [delivery] = await deliveries(alone)
        assert looked_for == 1
        assert delivery["status"] == "dropped"
        assert len(delivery["attempts"]) > 10
        assert {attempt["error"] for attempt in delivery["attempts"]} == {"ConnectError: Name or service not known"}
        await disconnect(alone)
        await alone.advance(0, settle=True)
        assert looked_for == 2


async def test_a_duplicate_is_the_same_event_twice(visitor: Visitor, receiver: Receiver) -> None:
    await visitor.arm("duplicate_webhook", count=1)
    await disconnect(visitor)
    await visitor.advance(0, settle=True)
    assert len(receiver.received) == 2
    assert receiver.received[0].body == receiver.received[1].body
    assert len(await visitor.ledger("webhook_emitted")) == 1


async def test_a_reordered_event_arrives_after_the_next_one(visitor: Visitor, receiver: Receiver) -> None:
    await visitor.arm("reordered_webhook", count=1)
    first = await visitor.connect()
    await visitor.control("POST", f"accounts/{HANDLE}/revoke", {})
    await visitor.advance(0, settle=True)
    assert receiver.received == []
    await visitor.advance(1)
    await disconnect(visitor, "techwithtom")
    await visitor.advance(0, settle=True)
    told = [json.loads(received.body) for received in receiver.received]
    assert [event["create_time"] - int(EPOCH) for event in told] == [1, 0]
    assert told[1]["user_openid"] == first["open_id"]


async def test_a_held_event_comes_at_last_when_no_other_follows(visitor: Visitor, receiver: Receiver) -> None:
    await visitor.arm("reordered_webhook", count=1)
    await disconnect(visitor)
    await visitor.advance(59, settle=True)
    assert receiver.received == []
    await visitor.advance(1, settle=True)
    assert len(receiver.received) == 1


async def test_a_late_event_comes_late(visitor: Visitor, receiver: Receiver) -> None:
    await visitor.arm("late_webhook", count=1, options={"seconds": 600})
    await disconnect(visitor)
    await visitor.advance(599, settle=True)
    assert receiver.received == []
    await visitor.advance(1, settle=True)
    assert json.loads(receiver.received[0].body)["create_time"] == int(EPOCH)


async def test_a_wrongly_signed_attempt_is_followed_by_a_right_one_when_refused(
    visitor: Visitor, receiver: Receiver
) -> None:
    receiver.statuses = [401]
    await visitor.arm("wrongly_signed_webhook", count=1)
    await disconnect(visitor)
    await visitor.advance(0, settle=True)
    await visitor.advance(15, settle=True)
    assert [proves(visitor, received) for received in receiver.received] == [False, True]


async def test_an_app_without_a_url_tells_nobody(visitor: Visitor, receiver: Receiver) -> None:
    await visitor.control("POST", f"apps/{visitor.app['client_key']}", {"webhook_url": None})
    await disconnect(visitor)
    await visitor.advance(DAY, settle=True)
    assert receiver.received == []
    assert await visitor.ledger("webhook_emitted") == []


async def test_the_ledger_does_not_know_how_delivery_went(visitor: Visitor, receiver: Receiver) -> None:
    receiver.statuses = [500, 500]
    await disconnect(visitor)
    await visitor.advance(DAY, settle=True)
    [entry] = await visitor.ledger("webhook_emitted")
    assert set(entry) == {"number", "at", "kind", "channel", "url", "body"}
