"""Posting on the wire: what is sent, what is understood, and where bytes may go."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from creatorport.adapters.tiktok.endpoints import POST_BEGIN, POST_STATUS
from creatorport.adapters.tiktok.limits import LimitTable
from creatorport.adapters.tiktok.open.posting import HttpPosting
from creatorport.adapters.tiktok.open.uploads import HttpUploads
from creatorport.application.ports.tiktok_posting import Begun, Poster, PublishStatus
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected, TikTokUnreachable
from creatorport.domain.ids import AccountId, MediaId, WorkspaceId
from creatorport.domain.publishing.composer import Choice, Disclosure, Interactions, Privacy
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.publication import FromMedia, FromUrl
from creatorport.domain.publishing.upload_plan import Chunk
from creatorport.domain.secret import Secret
from tests.unit.adapters.tiktok.stage import Stage, display

POSTER = Poster(WorkspaceId("lumen"), AccountId("account-1"), Secret("act.1"))
FILE = FromMedia(MediaId("m"), MediaKind.MP4, 150_000_000)
CHOICE = Choice(
    "lemon pasta in 5 minutes #pasta @olive.co",
    Privacy.PUBLIC,
    Interactions(comment=True),
    Disclosure(branded_content=True),
    cover_ms=1500,
)
URL = "https://open-upload.tiktokapis.com/video/?upload_id=7709895975969675229&upload_token=5c1e4f0a-2b7d"
CHUNK = Chunk(10, 19, 30)


def sent(stage: Stage) -> tuple[httpx.Request, Any]:
    (request,) = stage.asked
    return request, json.loads(request.content)


async def test_a_post_says_everything_that_was_chosen_in_tiktoks_sense() -> None:
    stage = Stage([display(data={"publish_id": "v_pub_file~v2-1.1", "upload_url": URL})])
    begun = await HttpPosting(stage.transport()).begin(POSTER, CHOICE, FILE)
    assert begun == Begun("v_pub_file~v2-1.1", Secret(URL))
    request, body = sent(stage)
    assert (request.method, request.url.path) == ("POST", "/v2/post/publish/video/init/")
    assert request.headers["authorization"] == "Bearer act.1"
    assert body == {
        "post_info": {
            "title": "lemon pasta in 5 minutes #pasta @olive.co",
            "privacy_level": "PUBLIC_TO_EVERYONE",
            "disable_comment": False,
            "disable_duet": True,
            "disable_stitch": True,
            "brand_content_toggle": True,
            "brand_organic_toggle": False,
            "is_aigc": False,
            "video_cover_timestamp_ms": 1500,
        },
        "source_info": {
            "source": "FILE_UPLOAD",
            "video_size": 150_000_000,
            "chunk_size": 10_000_000,
            "total_chunk_count": 15,
        },
    }


async def test_tiktok_is_given_the_address_of_a_video_that_it_fetches() -> None:
    stage = Stage([display(data={"publish_id": "v_pub_url~v2.1"})])
    begun = await HttpPosting(stage.transport()).begin(POSTER, CHOICE, FromUrl("https://media.example/a.mp4"))
    assert begun == Begun("v_pub_url~v2.1", None)
    assert sent(stage)[1]["source_info"] == {"source": "PULL_FROM_URL", "video_url": "https://media.example/a.mp4"}


async def test_an_init_is_sent_once_whatever_becomes_of_it() -> None:
    stage = Stage([httpx.Response(500)])
    with pytest.raises(TikTokAnswerLost):
        await HttpPosting(stage.transport()).begin(POSTER, CHOICE, FILE)
    assert len(stage.asked) == 1


async def test_the_options_of_a_creator_are_read_and_unknown_levels_left_out() -> None:
    data = {
        "creator_avatar_url": "https://p16.tiktokcdn.com/a.jpeg?x-expires=1795204800&x-signature=YXZh%3D",
        "creator_username": "mara.cooks",
        "creator_nickname": "Mara cooks 🍋",
        "privacy_level_options": ["PUBLIC_TO_EVERYONE", "SOMETHING_NEW", "SELF_ONLY"],
        "comment_disabled": False,
        "duet_disabled": False,
        "max_video_post_duration_sec": 600,
    }
    stage = Stage([display(data=data)])
    options = await HttpPosting(stage.transport()).options(POSTER)
    assert (options.handle, options.nickname, options.longest) == ("mara.cooks", "Mara cooks 🍋", 600)
    assert options.privacy == (Privacy.PUBLIC, Privacy.SELF)
    assert (options.comment_disabled, options.duet_disabled, options.stitch_disabled) == (False, False, True)
    assert options.avatar is not None
    assert options.avatar.expires_at is not None


async def test_that_nothing_may_be_posted_now_comes_with_http_200_and_its_code() -> None:
    refused = httpx.Response(200, json={"error": {"code": "spam_risk_too_many_posts", "message": "cap", "log_id": "L"}})
    with pytest.raises(TikTokRefused) as error:
        await HttpPosting(Stage([refused]).transport()).options(POSTER)
    assert error.value.tiktok_code == "spam_risk_too_many_posts"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (
            {"status": "PROCESSING_UPLOAD", "uploaded_bytes": 64_000_000},
            PublishStatus("PROCESSING_UPLOAD", None, (), 64_000_000),
        ),
        (
            {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [], "uploaded_bytes": 1},
            PublishStatus("PUBLISH_COMPLETE", None, (), 1),
        ),
        (
            {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [7678907398077074696]},
            PublishStatus("PUBLISH_COMPLETE", None, ("7678907398077074696",), None),
        ),
        (
            {"status": "FAILED", "fail_reason": "frame_rate_check_failed", "uploaded_bytes": 1},
            PublishStatus("FAILED", "frame_rate_check_failed", (), 1),
        ),
    ],
    ids=["working", "moderated", "public", "failed"],
)
async def test_a_status_is_read_with_every_digit_of_its_ids(data: dict[str, Any], status: PublishStatus) -> None:
    assert await HttpPosting(Stage([display(data=data)]).transport()).status(POSTER, "v") == status


async def test_a_dead_token_is_told_from_other_refusals() -> None:
    dead = display("access_token_invalid", status=401)
    with pytest.raises(TikTokTokenRejected):
        await HttpPosting(Stage([dead]).transport()).status(POSTER, "v")


def test_calls_about_posts_are_counted_per_account() -> None:
    table = LimitTable()
    begin = table.scopes(POST_BEGIN, "account-1")
    assert {name: one.per_minute for name, one in begin.items()} == {"post.begin": 600, "post.begin/account-1": 6}
    assert table.scopes(POST_STATUS, "account-1")["post.status/account-1"].per_minute == 30


class Uploaded:
    """An upload host that answers as told, and keeps what came."""

    def __init__(self, answer: httpx.Response | Exception) -> None:
        self.answer = answer
        self.asked: list[tuple[httpx.Request, bytes]] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request, await request.aread()))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def uploads(self, *origins: str) -> HttpUploads:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return HttpUploads(client, origins or ("https://*.tiktokapis.com",))


async def ten_bytes() -> AsyncIterator[bytes]:
    yield b"lemon"
    yield b"pasta"


@pytest.mark.parametrize("status", [200, 201, 206])
async def test_a_chunk_is_put_with_its_range_and_without_a_token(status: int) -> None:
    host = Uploaded(httpx.Response(status))
    assert await host.uploads().send(Secret(URL), CHUNK, MediaKind.MOV, ten_bytes()) is True
    [(request, body)] = host.asked
    assert (request.method, str(request.url), body) == ("PUT", URL, b"lemonpasta")
    headers = {name: request.headers[name] for name in ("content-type", "content-length", "content-range")}
    assert headers == {"content-type": "video/quicktime", "content-length": "10", "content-range": "bytes 10-19/30"}
    assert "authorization" not in request.headers
    assert "transfer-encoding" not in request.headers


async def test_a_chunk_that_tiktok_does_not_expect_is_not_taken() -> None:
    host = Uploaded(httpx.Response(416, headers={"content-range": "bytes 0-9/30"}))
    assert await host.uploads().send(Secret(URL), CHUNK, MediaKind.MP4, ten_bytes()) is False


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(400), TikTokRefused),
        (httpx.Response(403), TikTokRefused),
        (httpx.Response(404), TikTokRefused),
        (httpx.Response(302, headers={"location": "https://elsewhere.example/"}), TikTokRefused),
        (httpx.Response(307, headers={"location": "https://open.tiktokapis.com/"}), TikTokRefused),
        (httpx.Response(500), TikTokAnswerLost),
        (httpx.Response(429), TikTokAnswerLost),
        (httpx.ReadTimeout("silence"), TikTokAnswerLost),
        (httpx.ConnectError("no"), TikTokUnreachable),
    ],
    ids=str,
)
async def test_what_becomes_of_a_chunk_is_told_without_its_address(
    answer: httpx.Response | Exception, error: type[Exception]
) -> None:
    host = Uploaded(answer)
    with pytest.raises(error) as raised:
        await host.uploads().send(Secret(URL), CHUNK, MediaKind.MP4, ten_bytes())
    assert "upload_token" not in repr((raised.value, raised.value.__cause__))
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    assert len(host.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://open-upload.tiktokapis.com/video/",
        "https://tiktokapis.com.evil.example/video/",
        "https://eviltiktokapis.com/video/",
        "https://open-upload.tiktokapis.com:8443/video/",
        "https://open-upload.tiktokapis.com@evil.example/video/",
        "https://user:pass@open-upload.tiktokapis.com/video/",
        "https://169.254.169.254/latest/",
        "https://[::1]/video/",
        "https://[broken/video/",
        "file:///etc/passwd",
        "",
    ],
)
async def test_bytes_go_to_no_other_host(url: str) -> None:
    host = Uploaded(httpx.Response(201))
    uploads = host.uploads()
    assert not uploads.trusts(Secret(url))
    with pytest.raises(TikTokRefused):
        await uploads.send(Secret(url), CHUNK, MediaKind.MP4, ten_bytes())
    assert host.asked == []


def test_the_hosts_of_tiktoks_family_and_an_origin_by_its_port_are_trusted() -> None:
    for host in ("open-upload.tiktokapis.com", "upload.us.tiktokapis.com", "OPEN-UPLOAD-I18N.tiktokapis.com:443"):
        assert Uploaded(httpx.Response(201)).uploads().trusts(Secret(f"https://{host}/video/?x=1"))
    simulator = Uploaded(httpx.Response(201)).uploads("http://localhost:4010")
    assert simulator.trusts(Secret("http://localhost:4010/upload/video/"))
    assert not simulator.trusts(Secret("http://localhost:4011/upload/video/"))
