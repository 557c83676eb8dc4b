import pytest

from tests.integration.simulator.visitor import HANDLE, Visitor


async def test_the_world_tells_what_a_gateway_needs_to_be_pointed_at_it(visitor: Visitor) -> None:
    world = await visitor.control("GET", "world")
    assert world["counts"]["creators"] == 40
    assert world["roots"]["open"] == "http://tiktok.test/open"
    assert len(world["advertisers"]) == 2
    assert len(world["tto_accounts"]) == 2
    assert world["switches"]["pkce"] == ["required-hex", "off", "hex-if-sent"]
    assert all(len(app["client_secret"]) == 32 for app in world["apps"]["open"])


async def test_creators_are_listed_in_pages_and_found_by_handle(visitor: Visitor) -> None:
    page = await visitor.control("GET", "world/creators?offset=38&limit=10")
    assert page["total"] == 40
    assert [creator["number"] for creator in page["creators"]] == [38, 39]
    found = await visitor.control("GET", f"world/creators?handle={HANDLE.upper()}")
    assert [creator["handle"] for creator in found["creators"]] == [HANDLE]
    assert set(found["creators"][0]["temperament"]) >= {"answer", "reads", "performance"}


async def test_the_ledger_can_be_read_from_where_one_left_off(visitor: Visitor) -> None:
    await visitor.connect()
    entries = (await visitor.control("GET", "ledger"))["entries"]
    assert [entry["kind"] for entry in entries] == ["consent_given", "token_issued"]
    later = (await visitor.control("GET", "ledger?after=1"))["entries"]
    assert later == entries[1:]


async def test_time_can_be_moved_by_seconds_to_a_moment_and_in_speed(visitor: Visitor) -> None:
    begun = (await visitor.control("GET", "clock"))["now"]
    assert (await visitor.control("POST", "clock", {"advance": 90.5}))["now"] == begun + 90.5
    assert (await visitor.control("POST", "clock", {"to": begun + 100}))["now"] == begun + 100
    assert (await visitor.control("POST", "clock", {"speed": 60}))["speed"] == 60


async def test_faults_are_listed_with_what_they_do_and_switched_off(visitor: Visitor) -> None:
    await visitor.arm("html_500", count=3)
    await visitor.arm("late_webhook")
    listed = await visitor.control("GET", "faults")
    assert [fault["name"] for fault in listed["armed"]] == ["html_500", "late_webhook"]
    assert set(listed["known"]) >= {"lost_request", "lost_answer", "slow_answer", "http_429", "duplicate_webhook"}
    await visitor.control("DELETE", "faults/html_500")
    assert [fault["name"] for fault in (await visitor.control("GET", "faults"))["armed"]] == ["late_webhook"]
    await visitor.control("DELETE", "faults")
    assert (await visitor.control("GET", "faults"))["armed"] == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("clock", {"advance": -1}, 400),
        ("clock", {"to": 5}, 400),
        ("clock", {"advanse": 5}, 400),
        ("faults", {"name": "no_such_fault"}, 400),
        ("faults", {"name": "html_500", "probability": 2}, 400),
        ("consent", {"action": "approve", "handle": "nobody-at-all"}, 404),
        ("consent", {"action": "perhaps"}, 400),
        ("tokens/expire", {"handle": "nobody-at-all"}, 404),
        ("accounts/nobody-at-all/revoke", {}, 404),
        ("apps/nobody", {}, 404),
        ("clock", {"advance": 1e15}, 400),
        ("clock", {"to": 1e300}, 400),
        ("clock", {"speed": 1e300}, 400),
        ("reset", {"seed": 2**64}, 400),
        ("faults", {"name": "html_500", "count": 2**64}, 400),
        ("faults", {"name": "slow_answer", "options": {"seconds": "abc"}}, 400),
        ("faults", {"name": "slow_answer", "options": {"seconds": -1}}, 400),
        ("faults", {"name": "slow_answer", "options": {"second": 1}}, 400),
        ("faults", {"name": "html_500", "options": {"status": 42}}, 400),
        ("faults", {"name": "http_429", "options": {"retry_after": "1\r\nX: 2"}}, 400),
        ("faults", {"name": "business_error", "options": {"code": "50000"}}, 400),
        ("faults", {"name": "wrongly_signed_webhook", "options": {"attempts": 1.5}}, 400),
        ("market", {"no_such_option": 1}, 400),
        ("market", {"endpoint_limits": 5}, 400),
        ("market", {"endpoint_limits": {"/tto/oauth2/info/": "many"}}, 400),
        ("market", {"review_delay": "x"}, 400),
        ("market", {"review_delay": None}, 400),
        ("market", {"handle_delay": 1e15}, 400),
        ("market", {"rotation": 2}, 400),
        ("market", [], 400),
        ("market/spark", {"video_id": 5}, 400),
        ("market/spark", {}, 400),
    ],
)
async def test_a_control_that_makes_no_sense_says_so(visitor: Visitor, path: str, body: object, status: int) -> None:
    states = ("clock", "market", "faults", "world")
    before = [await visitor.control("GET", state) for state in states]
    answer = await visitor.http.post(f"/_simulator/{path}", json=body)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert [await visitor.control("GET", state) for state in states] == before


@pytest.mark.parametrize("path", ["clock", "faults", "market", "market/spark", "consent"])
async def test_a_body_that_is_no_json_is_refused_in_words(visitor: Visitor, path: str) -> None:
    answer = await visitor.http.post(f"/_simulator/{path}", content=b"{")
    assert (answer.status_code, "JSON" in answer.json()["error"]) == (400, True)


@pytest.mark.parametrize(
    "change",
    [
        {"switches": {"pkce": "sometimes"}},
        {"switches": {"colour": "red"}},
        {"redirect_uris": ["http://gateway.example/callback"]},
        {"client_secret": "mine"},
        {"redirect_uris": None},
        {"switches": None},
        {"creator_cap": 2**64},
        {"switches": {"sandbox": "on"}, "target_users": [f"user{number}" for number in range(11)]},
    ],
)
async def test_an_app_takes_only_what_the_portal_would_take(visitor: Visitor, change: dict[str, object]) -> None:
    answer = await visitor.http.post(f"/_simulator/apps/{visitor.app['client_key']}", json=change)
    assert answer.status_code == 400


async def test_requests_are_counted_by_endpoint_and_status(visitor: Visitor) -> None:
    await visitor.connect()
    await visitor.user_info("act.wrong")
    answered = (await visitor.control("GET", "requests"))["answered"]
    assert {"endpoint": "/open/v2/user/info/", "status": 401, "times": 1} in answered
    assert {"endpoint": "/open/v2/oauth/token/", "status": 200, "times": 1} in answered
