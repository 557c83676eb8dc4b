import httpx
import orjson
import pytest

from tests.integration.simulator.film import film
from tests.integration.simulator.poster import MP4, Poster, poster, whole
from tests.integration.simulator.visitor import Visitor, truth
from tiktok_simulator.posting.paths import UPLOAD
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.simulator import Simulator

MB = 1_000_000
CUT = {"source": "FILE_UPLOAD", "video_size": 10 * MB + 1, "chunk_size": 5 * MB, "total_chunk_count": 2}
FIRST = MP4.ljust(5 * MB, b"\0")
LAST = bytes(5 * MB + 1)
FIRST_SPAN = f"bytes 0-4999999/{10 * MB + 1}"
LAST_SPAN = f"bytes 5000000-10000000/{10 * MB + 1}"


@pytest.fixture
async def ana(visitor: Visitor) -> Poster:
    return await poster(visitor)


async def url_of(ana: Poster, source: dict[str, object] | None = None) -> str:
    return str((await ana.init(source)).json()["data"]["upload_url"])


async def test_chunks_are_taken_in_order_and_the_last_is_created(ana: Poster) -> None:
    url = await url_of(ana, CUT)
    assert len(url) <= 256
    first = await ana.put(url, FIRST, FIRST_SPAN)
    assert (first.status_code, first.headers["content-range"]) == (206, FIRST_SPAN)
    last = await ana.put(url, LAST, LAST_SPAN)
    assert (last.status_code, last.headers["content-range"]) == (201, f"bytes 0-10000000/{10 * MB + 1}")


async def test_another_range_than_the_next_is_answered_with_the_true_progress(ana: Poster) -> None:
    url = await url_of(ana, CUT)
    early = await ana.put(url, LAST, LAST_SPAN)
    assert (early.status_code, early.headers["content-range"]) == (416, f"bytes 0-0/{10 * MB + 1}")
    short = await ana.put(url, FIRST[:MB], f"bytes 0-999999/{10 * MB + 1}")
    assert short.status_code == 416
    other_total = await ana.put(url, FIRST, f"bytes 0-4999999/{10 * MB}")
    assert other_total.status_code == 416
    await ana.put(url, FIRST, FIRST_SPAN)
    again = await ana.put(url, FIRST, FIRST_SPAN)
    assert (again.status_code, again.headers["content-range"]) == (416, FIRST_SPAN)
    assert (await ana.put(url, LAST, LAST_SPAN)).status_code == 201
    assert (await ana.put(url, LAST, LAST_SPAN)).status_code == 416


@pytest.mark.parametrize(
    ("span", "headers"),
    [
        ("bytes 0-998/1000", {}),
        ("bytes 0-1000/1000", {}),
        ("0-999/1000", {}),
        ("bytes 0-999/*", {}),
        ("bytes 0-999/1000", {"Content-Type": "application/octet-stream"}),
    ],
)
async def test_bad_headers_are_a_bad_request(ana: Poster, span: str, headers: dict[str, str]) -> None:
    url = await url_of(ana)
    assert (await ana.put(url, MP4.ljust(1000, b"\0"), span, **headers)).status_code == 400
    assert (await ana.put(url, MP4.ljust(1000, b"\0"), "bytes 0-999/1000")).status_code == 201


async def test_a_body_without_a_length_is_a_bad_request(ana: Poster) -> None:
    async def parts() -> object:
        yield MP4.ljust(1000, b"\0")

    url = await url_of(ana)
    headers = {"Content-Type": "video/mp4", "Content-Range": "bytes 0-999/1000"}
    answer = await ana.visitor.http.put(url, content=parts(), headers=headers)  # type: ignore[arg-type]  # a generator of bytes
    assert answer.status_code == 400


async def test_an_upload_url_lives_an_hour_and_what_is_missing_then_has_failed(ana: Poster) -> None:
    begun = (await ana.init(CUT)).json()["data"]
    await ana.put(begun["upload_url"], FIRST, FIRST_SPAN)
    await ana.visitor.advance(3599)
    assert (await ana.status(begun["publish_id"]))["status"] == "PROCESSING_UPLOAD"
    await ana.visitor.advance(1)
    assert (await ana.put(begun["upload_url"], LAST, LAST_SPAN)).status_code == 403
    failed = await ana.status(begun["publish_id"])
    assert (failed["status"], failed["uploaded_bytes"]) == ("FAILED", 5 * MB)


async def test_another_url_or_method_is_not_found(ana: Poster) -> None:
    url = await url_of(ana)
    for wrong in (url + "0", url.replace("upload_id=", "upload_id=1"), url.replace("/video/", "/videos/"), UPLOAD):
        assert (await ana.put(wrong, b"x", "bytes 0-0/1")).status_code == 404
    assert (await ana.visitor.http.post(url, content=b"x")).status_code == 404


async def test_the_last_chunk_may_be_answered_with_200(ana: Poster) -> None:
    await ana.visitor.switch(upload_final_status="200")
    assert (await ana.put(await url_of(ana), MP4.ljust(1000, b"\0"), "bytes 0-999/1000")).status_code == 200


async def test_a_chunk_whose_answer_is_lost_has_been_taken(ana: Poster) -> None:
    url = await url_of(ana, CUT)
    await ana.visitor.arm("lost_answer", endpoint=UPLOAD, count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await ana.put(url, FIRST, FIRST_SPAN)
    again = await ana.put(url, FIRST, FIRST_SPAN)
    assert (again.status_code, again.headers["content-range"]) == (416, FIRST_SPAN)


async def test_a_chunk_of_which_half_was_taken_goes_on_from_there(ana: Poster) -> None:
    begun = (await ana.init(CUT)).json()["data"]
    url = begun["upload_url"]
    await ana.visitor.arm("chunk_half_taken", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await ana.put(url, FIRST, FIRST_SPAN)
    again = await ana.put(url, FIRST, FIRST_SPAN)
    assert (again.status_code, again.headers["content-range"]) == (416, f"bytes 0-2499999/{10 * MB + 1}")
    rest = await ana.put(url, FIRST[2_500_000:], f"bytes 2500000-4999999/{10 * MB + 1}")
    assert (rest.status_code, rest.headers["content-range"]) == (206, FIRST_SPAN)
    assert (await ana.put(url, LAST, LAST_SPAN)).status_code == 201
    await ana.visitor.advance(60)
    assert (await ana.status(begun["publish_id"]))["status"] == "PUBLISH_COMPLETE"


async def test_a_chunk_refused_by_a_broken_server_has_not_been_taken(ana: Poster) -> None:
    url = await url_of(ana, CUT)
    await ana.visitor.arm("html_500", endpoint=UPLOAD, count=1, options={"status": 502})
    assert (await ana.put(url, FIRST, FIRST_SPAN)).status_code == 502
    assert (await ana.put(url, FIRST, FIRST_SPAN)).status_code == 206


async def test_a_file_that_is_no_video_fails_after_it_was_taken(ana: Poster) -> None:
    begun = (await ana.init(whole(300))).json()["data"]
    assert (await ana.put(begun["upload_url"], bytes(300), "bytes 0-299/300")).status_code == 201
    await ana.visitor.advance(60)
    assert (await ana.status(begun["publish_id"]))["fail_reason"] == "file_format_check_failed"


@pytest.mark.parametrize(
    ("file", "flow", "reason"),
    [
        (film(599), "direct", None),
        (film(601), "direct", "duration_check_failed"),
        (film(601), "draft", None),
        (film(frames=22), "direct", "frame_rate_check_failed"),
        (film(frames=61), "draft", "frame_rate_check_failed"),
        (film(frames=24000 / 1001), "direct", None),
        (film(width=359), "direct", "picture_size_check_failed"),
        (film(height=4097), "direct", "picture_size_check_failed"),
        (film(width=360, height=4096), "direct", None),
    ],
)
async def test_a_file_is_judged_by_what_it_tells_of_itself(
    ana: Poster, file: bytes, flow: str, reason: str | None
) -> None:
    source = whole(len(file))
    begun = (await (ana.init(source) if flow == "direct" else ana.draft(source))).json()["data"]
    span = f"bytes 0-{len(file) - 1}/{len(file)}"
    assert (await ana.put(begun["upload_url"], file, span)).status_code == 201
    await ana.visitor.advance(60)
    assert (await ana.status(begun["publish_id"])).get("fail_reason") == reason


async def test_the_creators_own_longest_video_counts_and_the_length_is_shown(ana: Poster) -> None:
    await ana.set(max_video_post_duration_sec=180)
    for seconds, failed in ((181, True), (42.9, False)):
        file = film(seconds)
        begun = (await ana.init(whole(len(file)))).json()["data"]
        await ana.put(begun["upload_url"], file, f"bytes 0-{len(file) - 1}/{len(file)}")
        await ana.visitor.advance(7)
        assert ("fail_reason" in await ana.status(begun["publish_id"])) is failed
    await ana.visitor.advance(7000)
    assert (await truth(ana.visitor))["videos"][0]["duration"] == 42


async def test_a_film_cut_into_chunks_is_read_across_them(ana: Poster) -> None:
    file = film(700, size=10 * MB + 1)
    begun = (await ana.init(CUT)).json()["data"]
    await ana.put(begun["upload_url"], file[: 5 * MB], FIRST_SPAN)
    await ana.put(begun["upload_url"], file[5 * MB :], LAST_SPAN)
    await ana.visitor.advance(60)
    assert (await ana.status(begun["publish_id"]))["fail_reason"] == "duration_check_failed"


async def test_progress_may_be_told_as_a_count(ana: Poster) -> None:
    await ana.visitor.switch(upload_progress="count")
    url = await url_of(ana, CUT)
    assert (await ana.put(url, LAST, LAST_SPAN)).headers["content-range"] == f"bytes 0-0/{10 * MB + 1}"
    assert (await ana.put(url, FIRST, FIRST_SPAN)).headers["content-range"] == f"bytes 0-5000000/{10 * MB + 1}"


async def test_an_upload_goes_on_after_a_restart(ana: Poster, simulator: Simulator) -> None:
    url = await url_of(ana, CUT)
    await ana.put(url, FIRST, FIRST_SPAN)
    saved = orjson.dumps(simulator.save(), option=orjson.OPT_NON_STR_KEYS)
    loaded = Simulator.load(orjson.loads(saved))
    assert orjson.dumps(loaded.save(), option=orjson.OPT_NON_STR_KEYS) == saved
    transport = httpx.ASGITransport(create_app(loaded))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        later = Poster(Visitor(http, ana.visitor.app), ana.token)
        assert (await later.put(url, LAST, LAST_SPAN)).status_code == 201
