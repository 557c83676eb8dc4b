import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.simulator.poster import Poster, poster, pulled
from tests.integration.simulator.receiver import Receiver
from tests.integration.simulator.visitor import HANDLE, Visitor
from tiktok_simulator.posting.paths import CANCEL
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator

HOOKS = "https://gateway.example/webhooks/tiktok"


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def ana(receiver: Receiver) -> AsyncIterator[Poster]:
    """A creator whose app listens."""
    simulator = Simulator(Settings(size=40, webhook_url=HOOKS))
    app = create_app(simulator, webhook_transport=httpx.ASGITransport(receiver))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tiktok.test") as http:
        visitor = Visitor(http)
        await visitor.choose_app("desktop")
        yield await poster(visitor)


async def told(ana: Poster, receiver: Receiver) -> list[tuple[str, dict[str, Any]]]:
    """Events and their contents, after everything has happened."""
    await ana.visitor.advance(4 * 3600, settle=True)
    bodies = [json.loads(received.body) for received in receiver.received]
    assert all(body["client_key"] == ana.visitor.app["client_key"] for body in bodies)
    return [(body["event"], json.loads(body["content"])) for body in bodies]


async def test_a_post_is_told_when_complete_and_when_public(ana: Poster, receiver: Receiver) -> None:
    publish_id = await ana.send(await ana.init())
    (first, complete), (second, public) = await told(ana, receiver)
    assert (first, second) == ("post.publish.complete", "post.publish.publicly_available")
    assert complete == {"publish_id": publish_id, "publish_type": "DIRECT_PUBLISH"}
    [publish] = (await ana.visitor.control("GET", "publishes"))["publishes"]
    assert public == {"publish_id": publish_id, "post_id": publish["public"][0], "publish_type": "DIRECT_PUBLISH"}


async def test_a_private_post_is_told_when_complete_alone(ana: Poster, receiver: Receiver) -> None:
    await ana.send(await ana.init(privacy_level="MUTUAL_FOLLOW_FRIENDS"))
    assert [event for event, _ in await told(ana, receiver)] == ["post.publish.complete"]


async def test_a_draft_is_told_when_delivered_and_each_time_it_is_posted(ana: Poster, receiver: Receiver) -> None:
    publish_id = await ana.send(await ana.draft())
    await ana.visitor.advance(60)
    for _ in range(2):
        await ana.visitor.control("POST", f"accounts/{HANDLE}/drafts/newest", {"privacy_level": "SELF_ONLY"})
    content = {"publish_id": publish_id, "publish_type": "INBOX_SHARE"}
    assert await told(ana, receiver) == [
        ("post.publish.inbox_delivered", content),
        ("post.publish.complete", content),
        ("post.publish.complete", content),
    ]


async def test_a_failure_is_told_with_its_reason(ana: Poster, receiver: Receiver) -> None:
    await ana.visitor.arm("publish_fails", options={"reason": "frame_rate_check_failed"})
    publish_id = await ana.send(await ana.init())
    [(event, content)] = await told(ana, receiver)
    assert event == "post.publish.failed"
    assert content == {
        "publish_id": publish_id,
        "reason": "frame_rate_check_failed",
        "publish_type": "DIRECT_PUBLISH",
    }


async def test_a_cancelled_download_is_told_as_failed(ana: Poster, receiver: Receiver) -> None:
    publish_id = (await ana.init(pulled())).json()["data"]["publish_id"]
    await ana.call(CANCEL, {"publish_id": publish_id})
    [(event, content)] = await told(ana, receiver)
    assert (event, content["reason"]) == ("post.publish.failed", "publish_cancelled")


async def test_a_post_taken_down_is_told_as_tiktok_spells_it(ana: Poster, receiver: Receiver) -> None:
    await ana.send(await ana.init())
    await told(ana, receiver)
    await ana.visitor.control("POST", f"accounts/{HANDLE}/publishes/newest", {"public": False})
    assert (await told(ana, receiver))[-1][0] == "post.publish.no_longer_publicaly_available"


async def test_a_creator_who_disconnects_meanwhile_gets_no_post(ana: Poster, receiver: Receiver) -> None:
    await ana.send(await ana.init())
    await ana.visitor.control("POST", f"accounts/{HANDLE}/revoke", {})
    (first, _), (second, failed) = await told(ana, receiver)
    assert (first, second) == ("authorization.removed", "post.publish.failed")
    assert failed["reason"] == "auth_removed"
    assert await ana.visitor.ledger("publish_completed") == []
