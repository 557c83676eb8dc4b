from typing import Any

import pytest

from tests.integration.simulator.poster import SCOPES, Poster, poster, pulled, whole
from tests.integration.simulator.visitor import HANDLE, Visitor, bearer, error_of, truth
from tiktok_simulator.posting.paths import CANCEL, CREATOR_INFO, DRAFT_INIT, PHOTO_INIT, STATUS, VIDEO_INIT

PHOTOS = {
    "media_type": "PHOTO",
    "post_mode": "DIRECT_POST",
    "post_info": {"title": "three lemons", "privacy_level": "PUBLIC_TO_EVERYONE"},
    "source_info": {
        "source": "PULL_FROM_URL",
        "photo_cover_index": 1,
        "photo_images": ["https://gateway.example/l1.webp", "https://gateway.example/l2.jpg"],
    },
}


async def events(visitor: Visitor) -> list[str]:
    return [entry["kind"] for entry in (await visitor.control("GET", "ledger"))["entries"]][2:]


async def test_a_public_post_is_uploaded_processed_moderated_and_grows_in_the_video_list(visitor: Visitor) -> None:
    ana = await poster(visitor)
    begun = await ana.init(brand_content_toggle=True)
    assert begun.json()["data"]["publish_id"].startswith("v_pub_file~v2-1.")
    assert begun.json()["data"]["upload_url"].startswith("http://tiktok.test/upload/video/?upload_id=")
    publish_id = begun.json()["data"]["publish_id"]
    assert await ana.status(publish_id) == {"status": "PROCESSING_UPLOAD", "uploaded_bytes": 0}
    await ana.send(begun)
    await visitor.advance(3)
    assert await ana.status(publish_id) == {"status": "PROCESSING_UPLOAD", "uploaded_bytes": 1000}
    await visitor.advance(1.1)
    posted = {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [], "uploaded_bytes": 1000}
    assert await ana.status(publish_id) == posted
    newest = (await truth(visitor))["videos"][0]
    assert newest["caption"] != "lemon pasta #pasta"
    await visitor.advance(7000)
    [post_id] = (await ana.status(publish_id))["publicaly_available_post_id"]
    assert post_id > 2**53
    answer = await visitor.videos(ana.token, {"max_count": 1}, fields="id,title,view_count,create_time")
    [video] = answer.json()["data"]["videos"]
    assert (video["id"], video["title"]) == (str(post_id), "lemon pasta #pasta")
    assert post_id >> 32 == video["create_time"]
    assert video["view_count"] > 0
    assert await events(visitor) == [
        "publish_started",
        "chunk_uploaded",
        "publish_completed",
        "post_shown",
    ]


async def test_a_private_post_is_complete_and_never_has_a_public_id(visitor: Visitor) -> None:
    ana = await poster(visitor)
    before = (await truth(visitor))["counts"]["videos"]
    publish_id = await ana.send(await ana.init(privacy_level="SELF_ONLY"))
    await visitor.advance(60)
    assert (await ana.status(publish_id))["publicaly_available_post_id"] == []
    assert (await ana.status(publish_id))["status"] == "PUBLISH_COMPLETE"
    assert (await truth(visitor))["counts"]["videos"] == before


async def test_a_url_is_pulled_in_its_time(visitor: Visitor) -> None:
    ana = await poster(visitor)
    begun = (await ana.init(pulled())).json()["data"]
    assert list(begun) == ["publish_id"]
    await visitor.advance(0.5)
    assert await ana.status(begun["publish_id"]) == {"status": "PROCESSING_DOWNLOAD", "downloaded_bytes": 2_500_000}
    await visitor.advance(120)
    assert (await ana.status(begun["publish_id"]))["status"] == "PUBLISH_COMPLETE"


async def test_a_draft_waits_in_the_inbox_until_its_creator_posts_it_perhaps_twice(visitor: Visitor) -> None:
    ana = await poster(visitor)
    publish_id = await ana.send(await ana.draft())
    assert publish_id.startswith("v_inbox_file~v2.")
    await visitor.advance(21)
    assert (await ana.status(publish_id))["status"] == "SEND_TO_USER_INBOX"
    for caption in ("first", "second"):
        await visitor.control("POST", f"accounts/{HANDLE}/drafts/{publish_id}", {"caption": caption})
        await visitor.advance(3500)
    posted = await ana.status(publish_id)
    assert posted["status"] == "PUBLISH_COMPLETE"
    await visitor.advance(3 * 3600)
    again = await poster(visitor)
    assert len((await again.status(publish_id))["publicaly_available_post_id"]) == 2


async def test_photos_are_posted_and_drafted(visitor: Visitor) -> None:
    ana = await poster(visitor)
    post = (await ana.call(PHOTO_INIT, PHOTOS)).json()["data"]["publish_id"]
    draft = (await ana.call(PHOTO_INIT, {**PHOTOS, "post_mode": "MEDIA_UPLOAD"})).json()["data"]["publish_id"]
    assert (post.partition(".")[0], draft.partition(".")[0]) == ("p_pub_url~v2", "p_inbox_url~v2")
    await visitor.advance(60)
    assert (await ana.status(post))["status"] == "PUBLISH_COMPLETE"
    assert (await ana.status(draft))["status"] == "SEND_TO_USER_INBOX"


async def test_creator_info_tells_what_the_creator_may_do(visitor: Visitor) -> None:
    ana = await poster(visitor)
    await ana.set(stitch_disabled=True, max_video_post_duration_sec=180)
    data = (await ana.info()).json()["data"]
    assert "x-expires=" in data.pop("creator_avatar_url")
    assert data == {
        "creator_username": HANDLE,
        "creator_nickname": "Ana Glow",
        "privacy_level_options": ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
        "comment_disabled": False,
        "duet_disabled": False,
        "stitch_disabled": True,
        "max_video_post_duration_sec": 180,
    }
    await ana.set(private=True)
    private = (await ana.info()).json()["data"]
    assert private["privacy_level_options"] == ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
    assert private["duet_disabled"] is True


async def test_creators_differ_in_what_they_allow(visitor: Visitor) -> None:
    listed = await visitor.control("GET", "world/creators")
    settings = [await visitor.control("GET", f"accounts/{creator['handle']}/posting") for creator in listed["creators"]]
    assert settings[0] == settings[1]
    assert len({str(one) for one in settings}) > 4
    assert not any(one["private"] or one["banned"] for one in settings)


async def test_each_flow_needs_its_scope(visitor: Visitor) -> None:
    uploader = await poster(visitor, scopes=("user.info.basic", "video.upload"))
    publisher = await poster(visitor, "techwithtom", scopes=("user.info.basic", "video.publish"))
    neither = await poster(visitor, scopes=("user.info.basic",))
    refused, taken = (401, "scope_not_authorized"), (200, "ok")
    assert [error_of(await one.init()) for one in (uploader, publisher)] == [refused, taken]
    assert [error_of(await one.draft()) for one in (uploader, publisher)] == [taken, refused]
    assert [error_of(await one.info()) for one in (uploader, publisher)] == [refused, taken]
    assert [error_of(await one.call(PHOTO_INIT, PHOTOS)) for one in (uploader, publisher)] == [refused, taken]
    drafted = {**PHOTOS, "post_mode": "MEDIA_UPLOAD"}
    assert [error_of(await one.call(PHOTO_INIT, drafted)) for one in (uploader, publisher)] == [taken, refused]
    assert error_of(await neither.call(STATUS, {"publish_id": "v"})) == refused


@pytest.mark.parametrize(
    ("path", "limit"),
    [(CREATOR_INFO, 20), (VIDEO_INIT, 6), (DRAFT_INIT, 6), (PHOTO_INIT, 6), (STATUS, 30)],
)
async def test_each_minute_has_room_for_so_many_calls_of_one_user(visitor: Visitor, path: str, limit: int) -> None:
    ana, tom = await poster(visitor), await poster(visitor, "techwithtom")
    codes = [error_of(await ana.call(path))[1] for _ in range(limit + 1)]
    assert "rate_limit_exceeded" not in codes[:limit]
    assert codes[limit] == "rate_limit_exceeded"
    assert error_of(await tom.call(path))[1] != "rate_limit_exceeded"
    again = await poster(visitor)
    assert error_of(await again.call(path)) == (429, "rate_limit_exceeded")
    await visitor.advance(60)
    assert error_of(await ana.call(path))[1] != "rate_limit_exceeded"


@pytest.mark.parametrize("path", [CREATOR_INFO, VIDEO_INIT, STATUS, CANCEL])
async def test_no_token_other_methods_and_slashless_paths_are_refused(visitor: Visitor, path: str) -> None:
    ana = await poster(visitor)
    assert error_of(await Poster(visitor, "act.wrong").call(path)) == (401, "access_token_invalid")
    assert error_of(await visitor.http.get(path, headers=bearer(ana.token))) == (404, "unsupported_path")
    assert error_of(await ana.call(path.rstrip("/"))) == (404, "unsupported_path")


@pytest.mark.parametrize(
    "post",
    [
        {"title": "x" * 2201},
        {"title": "🍋" * 1101},
        {"title": 5},
        {"disable_duet": "yes"},
        {"brand_content_toggle": 1},
        {"privacy_level": 3},
    ],
)
async def test_a_post_info_that_cannot_be_is_invalid(visitor: Visitor, post: dict[str, Any]) -> None:
    ana = await poster(visitor)
    assert error_of(await ana.init(**post)) == (400, "invalid_params")


@pytest.mark.parametrize(
    "source",
    [
        {"source": "FILE_UPLOAD"},
        {"source": "EMAIL"},
        {**whole(), "video_size": "1000"},
        {**whole(), "total_chunk_count": True},
        {**whole(), "total_chunk_count": 2},
        pulled("http://gateway.example/a.mp4"),
        pulled("https://"),
        {"source": "PULL_FROM_URL", "video_url": None},
    ],
)
async def test_a_source_info_that_cannot_be_is_invalid(visitor: Visitor, source: dict[str, Any]) -> None:
    ana = await poster(visitor)
    assert error_of(await ana.init(source)) == (400, "invalid_params")
    await visitor.switch(invalid_param_name="invalid_param")
    assert error_of(await ana.draft(source)) == (400, "invalid_param")


@pytest.mark.parametrize(
    "change",
    [
        {"media_type": "VIDEO"},
        {"post_mode": "DIRECT POST"},
        {"source_info": {**PHOTOS["source_info"], "photo_cover_index": 2}},  # type: ignore[dict-item]  # a table of JSON
        {"source_info": {**PHOTOS["source_info"], "photo_images": []}},  # type: ignore[dict-item]  # a table of JSON
        {"source_info": whole()},
        {"post_info": {"title": "x" * 91, "privacy_level": "SELF_ONLY"}},
    ],
)
async def test_photos_that_cannot_be_are_invalid(visitor: Visitor, change: dict[str, Any]) -> None:
    ana = await poster(visitor)
    assert error_of(await ana.call(PHOTO_INIT, {**PHOTOS, **change})) == (400, "invalid_params")


async def test_a_status_is_for_its_own_user_and_app(visitor: Visitor) -> None:
    ana, tom = await poster(visitor), await poster(visitor, "techwithtom")
    publish_id = (await ana.init()).json()["data"]["publish_id"]
    foreign = await tom.call(STATUS, {"publish_id": publish_id})
    assert error_of(foreign) == (400, "token_not_authorized_for_specified_publish_id")
    await visitor.choose_app("sandbox")
    await visitor.control("POST", f"apps/{visitor.app['client_key']}", {"target_users": [HANDLE]})
    other_app = await poster(visitor)
    foreign = await other_app.call(STATUS, {"publish_id": publish_id})
    assert error_of(foreign) == (400, "token_not_authorized_for_specified_publish_id")
    assert error_of(await ana.call(STATUS, {"publish_id": "v_pub_file~v2.1"})) == (400, "invalid_publish_id")
    assert error_of(await ana.call(STATUS, {"publish_id": 7})) == (400, "invalid_params")


async def test_a_running_download_can_be_cancelled_and_nothing_else(visitor: Visitor) -> None:
    ana = await poster(visitor)
    running = (await ana.init(pulled())).json()["data"]["publish_id"]
    answer = await ana.call(CANCEL, {"publish_id": running})
    assert list(answer.json()) == ["error"]
    assert (await ana.status(running))["fail_reason"] == "publish_cancelled"
    await visitor.advance(600)
    assert (await ana.status(running))["status"] == "FAILED"
    uploading = (await ana.init()).json()["data"]["publish_id"]
    for publish_id in (running, uploading):
        refused = await ana.call(CANCEL, {"publish_id": publish_id})
        assert error_of(refused) == (400, "publish_not_cancellable")
    assert error_of(await ana.call(CANCEL, {"publish_id": "v"})) == (400, "invalid_publish_id")


async def test_a_post_that_is_taken_down_leaves_the_list_and_may_come_back(visitor: Visitor) -> None:
    ana = await poster(visitor)
    publish_id = await ana.send(await ana.init())
    await visitor.advance(7000)
    before = (await truth(visitor))["counts"]["videos"]
    where = f"accounts/{HANDLE}/publishes/newest"
    hidden = await visitor.control("POST", where, {"public": False})
    assert (hidden["public"], len(hidden["videos"])) == ([], 1)
    assert (await truth(visitor))["counts"]["videos"] == before - 1
    assert (await ana.status(publish_id))["publicaly_available_post_id"] == []
    shown = await visitor.control("POST", where, {"public": True})
    assert shown["public"] == shown["videos"]


async def test_controls_say_what_they_cannot_do(visitor: Visitor) -> None:
    ana = await poster(visitor)
    await ana.init()
    for path, body, status in (
        (f"accounts/{HANDLE}/drafts/newest", {}, 400),
        (f"accounts/{HANDLE}/publishes/newest", {"public": True}, 400),
        (f"accounts/{HANDLE}/publishes/v_1", {"public": True}, 404),
        ("accounts/nobody-at-all/posting", {}, 404),
        (f"accounts/{HANDLE}/posting", {"privat": True}, 400),
    ):
        assert (await visitor.http.post(f"/_simulator/{path}", json=body)).status_code == status
    [publish] = (await visitor.control("GET", "publishes"))["publishes"]
    assert "upload_token" not in publish
    assert set(SCOPES) >= {"video.publish", "video.upload"}
