from tests.integration.simulator.visitor import HANDLE, USER_INFO, Visitor, error_of, walk


async def test_faults_of_the_data_endpoints_strike_by_name(visitor: Visitor) -> None:
    token = (await visitor.connect())["access_token"]
    for name, expected in (
        ("internal_error", (500, "internal_error")),
        ("rate_limited", (429, "rate_limit_exceeded")),
        ("token_rejected", (401, "access_token_invalid")),
        ("unknown_error_code", (400, "mystery_error")),
    ):
        await visitor.arm(name, count=1)
        assert error_of(await visitor.user_info(token)) == expected
        assert error_of(await visitor.user_info(token)) == (200, "ok")
    await visitor.arm("missing_data", count=1)
    assert list((await visitor.user_info(token)).json()) == ["error"]


async def test_an_empty_middle_page_loses_no_video(visitor: Visitor) -> None:
    token = (await visitor.connect())["access_token"]
    whole = await walk(visitor, token, 20)
    await visitor.arm("empty_middle_page", script=[False, True, False, True])
    assert await walk(visitor, token, 20) == whole


async def test_a_repeated_cursor_brings_the_same_page_again(visitor: Visitor) -> None:
    token = (await visitor.connect())["access_token"]
    first = (await visitor.videos(token)).json()["data"]
    await visitor.arm("repeated_cursor", count=1)
    second = (await visitor.videos(token, {"cursor": first["cursor"]})).json()["data"]
    assert second["cursor"] == first["cursor"]
    assert second["has_more"] is True


async def test_counters_may_fall_or_be_missing_by_fault(visitor: Visitor) -> None:
    token = (await visitor.connect())["access_token"]
    fields = "username,follower_count"
    real = (await visitor.user_info(token, fields)).json()["data"]["user"]["follower_count"]
    await visitor.arm("falling_counters", count=1)
    fallen = (await visitor.user_info(token, fields)).json()["data"]["user"]["follower_count"]
    assert fallen == real * 9 // 10
    await visitor.arm("counters_missing", count=1)
    assert (await visitor.user_info(token, fields)).json()["data"]["user"] == {"username": HANDLE}


async def test_generic_faults_strike_any_endpoint(visitor: Visitor) -> None:
    token = (await visitor.connect())["access_token"]
    await visitor.arm("html_500", count=1, endpoint=USER_INFO, options={"status": 502})
    broken = await visitor.user_info(token)
    assert (broken.status_code, broken.headers["content-type"]) == (502, "text/html; charset=utf-8")
    await visitor.arm("http_429", count=1, options={"retry_after": 7})
    busy = await visitor.user_info(token)
    assert (busy.status_code, busy.headers["retry-after"]) == (429, "7")
    await visitor.arm("wrong_shape", count=1)
    assert (await visitor.user_info(token)).json() == {"result": "fine", "items": None}
