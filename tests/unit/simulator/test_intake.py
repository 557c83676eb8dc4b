from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from tiktok_simulator.posting.publishes import DAY, FAILED, UPLOADING, Publish, Publishes
from tiktok_simulator.posting.upload import Chunk
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator


def request(*messages: dict[str, Any]) -> Request:
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    scope = {"type": "http", "method": "PUT", "path": "/upload/video/", "query_string": b"upload_id=1", "headers": []}
    return Request(scope, receive)


def part(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_chunk_is_counted_and_not_kept() -> None:
    chunk = Chunk(Simulator(Settings(size=1)), request())
    for _ in range(100):
        chunk.take(bytes(1_000_000))
    assert chunk.length == 100_000_000
    assert len(chunk.head) + len(chunk.boxes.held) < 1000


async def test_a_body_passes_through_its_intake_and_the_handler_gets_it() -> None:
    simulator = Simulator(Settings(size=1))
    taken: list[int] = []

    def handler(chunk: Chunk, _request: Request, body: bytes) -> PlainTextResponse:
        taken.append(chunk.length + len(body))
        return PlainTextResponse("")

    endpoint = simulator.http.intake_endpoint("/upload/video/", lambda asked: Chunk(simulator, asked), handler)
    await endpoint(request(part(bytes(70)), part(bytes(30), more=False)))
    await endpoint(request(part(bytes(70)), {"type": "http.disconnect"}))
    assert taken == [100]


def published(number: int, at: float, status: str, flow: str = "direct", creator: int = 1) -> Publish:
    return Publish(
        f"v.{number}", "key", creator, flow, "video", "FILE_UPLOAD", at, {}, 1, status, upload_id=str(number)
    )


def test_what_has_ended_is_forgotten_after_thirty_days_and_what_has_not_is_kept() -> None:
    publishes = Publishes()
    publishes.add(published(1, 0, FAILED))
    publishes.add(published(2, 0, UPLOADING))
    publishes.add(published(3, 30 * DAY, FAILED))
    assert [one.publish_id for one in publishes.all()] == ["v.2", "v.3"]
    assert publishes.by_upload("1") is None
    assert publishes.by_upload("2") is not None


def test_a_day_slides() -> None:
    publishes = Publishes()
    publishes.add(published(1, 0, UPLOADING))
    publishes.add(published(2, 10, UPLOADING, flow="draft"))
    publishes.add(published(3, 20, UPLOADING, creator=2))
    assert (publishes.posts_of(1, DAY - 1), publishes.posts_of(1, DAY)) == (1, 0)
    assert (publishes.drafts_of(1, DAY), publishes.drafts_of(1, DAY + 10)) == (1, 0)
    assert (publishes.creators_of("key", DAY - 1), publishes.creators_of("key", DAY)) == ({1, 2}, {2})
