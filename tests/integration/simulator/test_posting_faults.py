import httpx
import orjson
import pytest

from tests.integration.simulator.poster import Poster, poster, pulled
from tests.integration.simulator.test_posting import PHOTOS
from tests.integration.simulator.visitor import HANDLE, Visitor, error_of
from tiktok_simulator.posting.paths import PHOTO_INIT, VIDEO_INIT
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator


@pytest.fixture
async def ana(visitor: Visitor) -> Poster:
    return await poster(visitor)


async def test_an_init_whose_answer_is_lost_has_begun_a_post(ana: Poster) -> None:
    await ana.visitor.arm("lost_answer", endpoint=VIDEO_INIT, count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await ana.init(pulled())
    await ana.visitor.advance(600)
    [completed] = await ana.visitor.ledger("publish_completed")
    assert completed["handle"] == HANDLE


@pytest.mark.parametrize("fault", ["lost_request", "internal_error", "html_500", "http_429"])
async def test_an_init_that_did_not_arrive_has_begun_nothing(ana: Poster, fault: str) -> None:
    await ana.visitor.arm(fault, endpoint=VIDEO_INIT, count=1)
    try:
        assert (await ana.init()).status_code in {429, 500}
    except httpx.RemoteProtocolError:
        assert fault == "lost_request"
    assert await ana.visitor.ledger("publish_started") == []


@pytest.mark.parametrize(
    "reason",
    [
        "file_format_check_failed",
        "duration_check_failed",
        "frame_rate_check_failed",
        "picture_size_check_failed",
        "internal",
        "video_pull_failed",
        "photo_pull_failed",
        "auth_removed",
        "spam_risk_too_many_posts",
        "spam_risk_user_banned_from_posting",
        "spam_risk_text",
        "spam_risk",
        "never_heard_of",
    ],
)
async def test_a_post_fails_for_any_reason_by_name(ana: Poster, reason: str) -> None:
    await ana.visitor.arm("publish_fails", endpoint="publish:direct", count=1, options={"reason": reason})
    failing = await ana.send(await ana.init())
    drafted = await ana.send(await ana.draft())
    await ana.visitor.advance(30)
    assert await ana.status(failing) == {
        "status": "FAILED",
        "fail_reason": reason,
        "publicaly_available_post_id": [],
        "uploaded_bytes": 1000,
    }
    assert (await ana.status(drafted))["status"] == "SEND_TO_USER_INBOX"


async def test_processing_is_stuck_for_a_while_or_for_ever(ana: Poster) -> None:
    await ana.visitor.arm("processing_stuck", count=1, options={"seconds": 1800})
    late = await ana.send(await ana.init())
    await ana.visitor.arm("processing_stuck", count=1)
    stuck = await ana.send(await ana.init())
    await ana.visitor.advance(1800)
    assert (await ana.status(late))["status"] == "PROCESSING_UPLOAD"
    await ana.visitor.advance(5)
    assert (await ana.status(late))["status"] == "PUBLISH_COMPLETE"
    await ana.visitor.advance(30 * 86_400)
    again = await poster(ana.visitor)
    assert (await again.status(stuck))["status"] == "PROCESSING_UPLOAD"


async def test_a_post_may_never_leave_moderation(ana: Poster) -> None:
    await ana.visitor.arm("moderation_stuck")
    await ana.send(await ana.init())
    await ana.visitor.advance(5 * 86_400)
    assert await ana.visitor.ledger("post_shown") == []
    assert len(await ana.visitor.ledger("publish_completed")) == 1


async def test_a_token_dies_while_its_post_goes_on(ana: Poster) -> None:
    await ana.visitor.arm("token_dies_after_init", count=1)
    publish_id = await ana.send(await ana.init())
    await ana.visitor.advance(10)
    assert error_of(await ana.info()) == (401, "access_token_invalid")
    renewed = await poster(ana.visitor)
    assert (await renewed.status(publish_id))["status"] == "PUBLISH_COMPLETE"


async def test_an_upload_url_ends_before_its_time(ana: Poster) -> None:
    begun = await ana.init()
    await ana.visitor.arm("upload_url_expired", count=1)
    url = begun.json()["data"]["upload_url"]
    assert (await ana.put(url, bytes(1000), "bytes 0-999/1000")).status_code == 403
    await ana.send(begun)


async def test_a_status_nobody_knows_and_ids_as_strings(ana: Poster) -> None:
    publish_id = await ana.send(await ana.init())
    await ana.visitor.arm("unknown_status", count=1)
    assert (await ana.status(publish_id))["status"] == "PROCESSING_SOMETHING"
    await ana.visitor.advance(7000)
    await ana.visitor.arm("post_id_as_string", count=1)
    [text] = (await ana.status(publish_id))["publicaly_available_post_id"]
    [number] = (await ana.status(publish_id))["publicaly_available_post_id"]
    assert text == str(number)


async def test_a_photo_draft_needs_a_newer_app(ana: Poster) -> None:
    await ana.visitor.arm("app_too_old", count=1)
    drafted = {**PHOTOS, "post_mode": "MEDIA_UPLOAD"}
    assert error_of(await ana.call(PHOTO_INIT, drafted)) == (400, "app_version_check_failed")
    assert error_of(await ana.call(PHOTO_INIT, drafted)) == (200, "ok")


async def story(seed: int) -> bytes:
    """The same posts under the same faults; everything that must repeat."""
    simulator = Simulator(Settings(seed=seed, size=40, webhook_url="http://127.0.0.1:9/hooks"))
    transport = httpx.ASGITransport(create_app(simulator))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        visitor = Visitor(http)
        await visitor.choose_app("desktop")
        ana = await poster(visitor)
        await visitor.arm("publish_fails", probability=0.5)
        answers = b""
        for _ in range(4):
            begun = await ana.init()
            answers += begun.content + (await ana.init(pulled())).content
            await ana.send(begun)
            await visitor.advance(61)
        world = await visitor.http.get(f"/_simulator/world/creators/{HANDLE}")
        return answers + world.content + orjson.dumps(simulator.ledger.entries())


async def test_the_same_seed_and_posts_give_the_same_bytes() -> None:
    assert await story(7) == await story(7) != await story(8)
