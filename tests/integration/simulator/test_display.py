from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.integration.simulator.visitor import (
    HANDLE,
    USER_INFO,
    VIDEO_LIST,
    VIDEO_QUERY,
    Visitor,
    bearer,
    error_of,
    truth,
    walk,
)

USER_FIELDS = (
    "open_id,union_id,avatar_url,avatar_url_100,avatar_large_url,display_name,bio_description,profile_deep_link,"
    "is_verified,username,follower_count,following_count,likes_count,video_count"
)
VIDEO_FIELDS = (
    "id,create_time,cover_image_url,share_url,video_description,duration,height,width,title,embed_html,embed_link,"
    "like_count,comment_count,share_count,view_count"
)


async def test_a_profile_shows_what_is_true_in_the_fields_asked_for(visitor: Visitor) -> None:
    pair = await visitor.connect()
    answer = await visitor.user_info(pair["access_token"], USER_FIELDS)
    content = answer.json()
    assert content["error"]["code"] == "ok"
    assert content["error"]["log_id"] == answer.headers["x-tt-logid"]
    user, facts = content["data"]["user"], await truth(visitor)
    assert list(user) == USER_FIELDS.split(",")
    assert user["open_id"] == pair["open_id"]
    assert user["username"] == HANDLE
    assert user["display_name"] == facts["display_name"]
    assert user["follower_count"] == facts["counts"]["followers"]
    assert user["likes_count"] == facts["counts"]["likes"]
    assert user["video_count"] == facts["counts"]["videos"]
    assert HANDLE not in user["profile_deep_link"]


async def test_only_the_fields_asked_for_come_back(visitor: Visitor) -> None:
    pair = await visitor.connect()
    user = (await visitor.user_info(pair["access_token"], "username,open_id")).json()["data"]["user"]
    assert user == {"username": HANDLE, "open_id": pair["open_id"]}


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer act.wrong", "bearer {token}", "{token}", "Basic {token}"])
async def test_a_token_not_sent_as_a_bearer_is_not_found(visitor: Visitor, header: str) -> None:
    pair = await visitor.connect()
    headers = {"Authorization": header.format(token=pair["access_token"])}
    answer = await visitor.http.get(USER_INFO, params={"fields": "open_id"}, headers=headers)
    assert error_of(answer) == (401, "access_token_invalid")
    assert answer.json()["data"] == {}


async def test_a_client_token_opens_no_profile(visitor: Visitor) -> None:
    token = (await visitor.token(grant_type="client_credentials")).json()["access_token"]
    assert error_of(await visitor.user_info(token)) == (401, "access_token_invalid")


async def test_one_field_beyond_the_grant_fails_the_whole_call(visitor: Visitor) -> None:
    pair = await visitor.connect(scopes=("user.info.basic",))
    token = pair["access_token"]
    assert (await visitor.user_info(token, "open_id")).status_code == 200
    assert error_of(await visitor.user_info(token, "open_id,follower_count")) == (401, "scope_not_authorized")
    assert error_of(await visitor.videos(token)) == (401, "scope_not_authorized")
    await visitor.switch(missing_scope_code="scope_permission_missed")
    assert error_of(await visitor.user_info(token, "open_id,follower_count")) == (400, "scope_permission_missed")


@pytest.mark.parametrize("fields", ["", ",", "open_id,handle", "follower_counts"])
async def test_missing_and_unknown_fields_are_invalid(visitor: Visitor, fields: str) -> None:
    pair = await visitor.connect()
    assert error_of(await visitor.user_info(pair["access_token"], fields)) == (400, "invalid_params")
    await visitor.switch(invalid_param_name="invalid_param", error_data="absent")
    answer = await visitor.user_info(pair["access_token"], fields)
    assert error_of(answer) == (400, "invalid_param")
    assert "data" not in answer.json()


async def test_a_dead_token_is_refused_in_the_form_that_its_app_gets(visitor: Visitor) -> None:
    await visitor.switch(error_data="absent")
    rejected, expired, removed = [(await visitor.connect())["access_token"] for _ in range(3)]
    await visitor.arm("token_rejected", count=1)
    answers = [await visitor.user_info(rejected)]
    await visitor.control("POST", "tokens/expire", {"handle": HANDLE})
    answers.append(await visitor.user_info(expired))
    await visitor.control("POST", f"accounts/{HANDLE}/revoke", {})
    answers.append(await visitor.user_info(removed))
    assert [error_of(answer) for answer in answers] == [(401, "access_token_invalid")] * 3
    assert not any("data" in answer.json() for answer in answers)
    assert (await visitor.user_info("act.nobodys")).json()["data"] == {}


async def test_the_scope_is_judged_before_the_parameters(visitor: Visitor) -> None:
    pair = await visitor.connect(scopes=("user.info.basic",))
    answer = await visitor.user_info(pair["access_token"], "follower_count,nonsense")
    assert error_of(answer) == (401, "scope_not_authorized")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", USER_INFO),
        ("GET", VIDEO_LIST),
        ("PUT", VIDEO_QUERY),
        ("GET", USER_INFO.rstrip("/")),
        ("POST", VIDEO_LIST.rstrip("/")),
        ("GET", "/open/user/info/"),
    ],
)
async def test_another_method_or_path_is_not_there(visitor: Visitor, method: str, path: str) -> None:
    pair = await visitor.connect()
    answer = await visitor.http.request(method, path, headers=bearer(pair["access_token"]))
    assert error_of(answer) == (404, "unsupported_path")


async def test_a_walk_reaches_every_public_video_once_newest_first(visitor: Visitor) -> None:
    pair = await visitor.connect()
    total = (await truth(visitor))["counts"]["videos"]
    for size in (20, 7):
        videos = await walk(visitor, pair["access_token"], size)
        ids = [video["id"] for video in videos]
        times = [video["create_time"] for video in videos]
        assert len(set(ids)) == len(ids) == total
        assert times == sorted(times, reverse=True)
        assert all(len(video_id) == 19 and int(video_id) >> 32 == t for video_id, t in zip(ids, times, strict=True))


async def test_pages_hold_ten_and_a_cursor_in_milliseconds(visitor: Visitor) -> None:
    pair = await visitor.connect()
    data = (await visitor.videos(pair["access_token"])).json()["data"]
    assert len(data["videos"]) == 10
    assert data["has_more"] is True
    assert data["cursor"] == data["videos"][-1]["create_time"] * 1000
    older = (await visitor.videos(pair["access_token"], {"cursor": data["cursor"], "max_count": 1})).json()["data"]
    assert older["videos"][0]["create_time"] * 1000 < data["cursor"]
    oldest = (await visitor.videos(pair["access_token"], {"cursor": 1000})).json()["data"]
    assert oldest == {"videos": [], "cursor": 1000, "has_more": False}


@pytest.mark.parametrize(
    "body",
    [
        {"max_count": 21},
        {"max_count": 0},
        {"max_count": "5"},
        {"max_count": True},
        {"max_count": 1.5},
        {"cursor": -1},
        {"cursor": "1794800123000"},
        {"cursor": 2**63},
        [1],
    ],
)
async def test_a_page_that_cannot_be_is_invalid(visitor: Visitor, body: Any) -> None:
    pair = await visitor.connect()
    assert error_of(await visitor.videos(pair["access_token"], body)) == (400, "invalid_params")


async def test_a_body_that_is_not_json_is_invalid(visitor: Visitor) -> None:
    pair = await visitor.connect()
    for content, content_type in ((b"max_count=5", "application/x-www-form-urlencoded"), (b"{", "application/json")):
        headers = {**bearer(pair["access_token"]), "Content-Type": content_type}
        answer = await visitor.http.post(VIDEO_LIST, params={"fields": "id"}, content=content, headers=headers)
        assert error_of(answer) == (400, "invalid_params")


async def test_fields_belong_in_the_query_not_in_the_body(visitor: Visitor) -> None:
    pair = await visitor.connect()
    answer = await visitor.http.post(VIDEO_LIST, headers=bearer(pair["access_token"]), json={"fields": ["id"]})
    assert error_of(answer) == (400, "invalid_params")


async def test_a_video_shows_its_truth_with_the_apps_key_in_its_links(visitor: Visitor) -> None:
    pair = await visitor.connect()
    [video] = (await visitor.videos(pair["access_token"], {"max_count": 1}, fields=VIDEO_FIELDS)).json()["data"][
        "videos"
    ]
    fact = (await truth(visitor))["videos"][0]
    key = visitor.app["client_key"]
    assert video["id"] == fact["id"]
    assert video["like_count"] == fact["likes"]
    assert video["title"] == video["video_description"] == fact["caption"][:150]
    assert (video["height"], video["width"]) == (400, 300)
    marks = f"utm_campaign=tt4d_open_api&utm_source={key}"
    assert video["share_url"] == f"https://www.tiktok.com/@{HANDLE}/video/{fact['id']}?{marks}"
    player = f"https://www.tiktok.com/player/v1/{fact['id']}?music_info=1&description=1&autoplay=1&loop=1"
    assert video["embed_link"] == f"{player}&{marks}"


async def test_sparse_videos_lack_counters_and_never_show_a_zero_instead(visitor: Visitor) -> None:
    pair = await visitor.connect()
    body: dict[str, int] = {"max_count": 20}
    videos = []
    while True:
        page = (await visitor.videos(pair["access_token"], body, fields=VIDEO_FIELDS)).json()["data"]
        videos += page["videos"]
        if not page["has_more"]:
            break
        body["cursor"] = page["cursor"]
    sparse = [video for video in videos if "share_count" not in video]
    assert 0 < len(sparse) < len(videos) / 5
    assert all("comment_count" not in video and "like_count" in video for video in sparse)


async def test_a_query_finds_own_videos_and_leaves_the_rest_out(visitor: Visitor) -> None:
    pair = await visitor.connect()
    own = (await truth(visitor))["videos"][3]["id"]
    foreign = (await truth(visitor, "techwithtom"))["videos"][0]["id"]
    body = {"filters": {"video_ids": [foreign, own, "7687993419591762617"]}}
    answer = await visitor.videos(pair["access_token"], body, fields="id", path=VIDEO_QUERY)
    assert answer.json()["data"] == {"videos": [{"id": own}], "cursor": 0, "has_more": False}


@pytest.mark.parametrize(
    "body", [{}, {"filters": {}}, {"filters": {"video_ids": []}}, {"filters": {"video_ids": ["1"] * 21}}]
)
async def test_a_query_names_one_to_twenty_ids(visitor: Visitor, body: Any) -> None:
    pair = await visitor.connect()
    answer = await visitor.videos(pair["access_token"], body, fields="id", path=VIDEO_QUERY)
    assert error_of(answer) == (400, "invalid_params")


async def test_ids_are_strings_in_a_query_too(visitor: Visitor) -> None:
    pair = await visitor.connect()
    body = {"filters": {"video_ids": [7709036802936477591]}}
    answer = await visitor.videos(pair["access_token"], body, fields="id", path=VIDEO_QUERY)
    assert error_of(answer) == (400, "invalid_params")


async def test_a_cover_lives_six_hours_and_only_as_signed(visitor: Visitor) -> None:
    pair = await visitor.connect()
    page = (await visitor.videos(pair["access_token"], fields="cover_image_url")).json()["data"]
    link = page["videos"][0]["cover_image_url"]
    now = (await visitor.control("GET", "clock"))["now"]
    assert parse_qs(urlsplit(link).query)["x-expires"] == [str(int(now) + 6 * 3600)]
    picture = await visitor.http.get(link)
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")
    assert (await visitor.http.get(link.replace("x-expires=1", "x-expires=2"))).status_code == 403
    assert (await visitor.http.get(link.partition("?")[0])).status_code == 403
    await visitor.advance(6 * 3600 - 1)
    assert (await visitor.http.get(link)).status_code == 200
    await visitor.advance(1)
    assert (await visitor.http.get(link)).status_code == 403


async def test_six_hundred_calls_a_minute_for_each_app_and_endpoint(visitor: Visitor) -> None:
    pair, other = await visitor.connect(), await visitor.connect("techwithtom")
    for _ in range(600):
        assert (await visitor.user_info(pair["access_token"])).status_code == 200
    assert error_of(await visitor.user_info(pair["access_token"])) == (429, "rate_limit_exceeded")
    assert error_of(await visitor.user_info(other["access_token"])) == (429, "rate_limit_exceeded")
    assert error_of(await visitor.user_info("act.wrong")) == (401, "access_token_invalid")
    assert error_of(await visitor.user_info(pair["access_token"], "nonsense")) == (429, "rate_limit_exceeded")
    assert (await visitor.videos(pair["access_token"])).status_code == 200
    await visitor.advance(59.9)
    assert (await visitor.user_info(pair["access_token"])).status_code == 429
    await visitor.advance(0.1)
    assert (await visitor.user_info(pair["access_token"])).status_code == 200


async def test_counters_grow_with_virtual_time(visitor: Visitor) -> None:
    pair = await visitor.connect()
    before = (await visitor.user_info(pair["access_token"], "likes_count")).json()["data"]["user"]["likes_count"]
    await visitor.advance(7100)
    after = (await visitor.user_info(pair["access_token"], "likes_count")).json()["data"]["user"]["likes_count"]
    assert after > before
