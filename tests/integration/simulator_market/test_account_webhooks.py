"""Webhooks of accounts that authorised an app at API for Business: configured per event type, told strictly."""

import orjson
import pytest

from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.business.refusals import INVALID, NOT_FOUND, WRONG_SECRET
from tiktok_simulator.simulator import Simulator

UPDATE, LIST, DELETE = "/business/webhook/update/", "/business/webhook/list/", "/business/webhook/delete/"
HOOK = "https://gw.example.com/webhooks/tiktok-business"
ANA = "glow.by.ana"


async def configure(office: Office, event_type: str = "VIDEO", **more: object) -> Json:
    body = {**office.secrets, "event_type": event_type, "callback_url": HOOK, **more}
    return await office.post(UPDATE, token="", **body)


async def happen(office: Office, path: str = "", **body: object) -> int:
    answer = await office.http.post(f"/_simulator/accounts/{ANA}/posts/newest{path}", json=body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["told"])


async def test_a_webhook_is_echoed_listed_replaced_and_deleted(office: Office) -> None:
    asked = {**office.secrets, "event_type": "VIDEO"}
    bare = {"app_id": office.app.app_id, "event_type": "VIDEO"}
    assert (await office.get(LIST, token="", **asked))["data"] == bare
    assert (await configure(office))["data"] == {**bare, "callback_url": HOOK}
    await configure(office, callback_url=HOOK + "2")
    assert (await office.get(LIST, token="", **asked))["data"] == {**bare, "callback_url": HOOK + "2"}
    assert (await office.post(DELETE, token="", **asked))["data"] == bare
    assert (await office.get(LIST, token="", **asked))["data"] == bare
    assert (await office.post(DELETE, token="", **asked))["code"] == NOT_FOUND
    assert office.kinds("account_webhook_updated", "account_webhook_deleted") == [
        "account_webhook_updated",
        "account_webhook_updated",
        "account_webhook_deleted",
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"secret": "wrong"}, WRONG_SECRET),
        ({"app_id": "1"}, WRONG_SECRET),
        ({"event_type": "LIKES"}, INVALID),
        ({"event_type": None}, INVALID),
        ({"callback_url": None}, INVALID),
        ({"callback_url": "gw.example.com"}, INVALID),
        ({"item_list": ["1"]}, INVALID),
        ({"event_type": "COMMENT", "item_list": [str(n) for n in range(101)]}, INVALID),
    ],
)
async def test_what_does_not_fit_is_refused(office: Office, changed: Json, code: int) -> None:
    assert (await configure(office, **changed))["code"] == code


async def test_a_post_of_an_authorised_account_is_told_in_the_documented_shape(office: Office) -> None:
    _, open_id = await office.creator(ANA)
    assert await happen(office) == 0
    await configure(office)
    assert await happen(office) == 1
    assert await happen(office, event="post.publish.failed", reason="spam_risk") == 1
    told, failed = office.told()
    video = office.simulator.world.creator(0).videos_at(office.simulator.clock.now())[0]
    content = {"publish_id": f"v_pub_url~v1.{video.id}", "post_id": video.id, "publish_type": "DIRECT_PUBLISH"}
    assert {**told, "content": orjson.loads(told["content"])} == {
        "client_key": office.app.app_id,
        "event": "post.publish.publicly_available",
        "create_time": 1_795_132_800,
        "user_openid": open_id,
        "content": content,
    }
    assert orjson.loads(failed["content"]) == {**content, "reason": "spam_risk"}


async def test_a_comment_is_told_without_its_text_and_with_bare_numbers(office: Office) -> None:
    await office.creator(ANA)
    await configure(office, "COMMENT")
    assert await happen(office, "/comments") == 1
    first = orjson.loads(office.told()[0]["content"])
    assert set(first) == {
        "comment_id",
        "video_id",
        "parent_comment_id",
        "comment_type",
        "comment_action",
        "unique_identifier",
        "timestamp",
    }
    assert first["comment_id"] == first["parent_comment_id"] > 2**53
    assert first["video_id"] > 2**53
    assert (first["comment_type"], first["comment_action"]) == ("comment", "insert")
    assert await happen(office, "/comments", action="set_to_hidden", comment_id=first["comment_id"]) == 1
    assert await happen(office, "/comments", parent_comment_id=first["comment_id"]) == 1
    hidden, reply = (orjson.loads(one["content"]) for one in office.told()[1:])
    assert (hidden["comment_id"], hidden["comment_action"]) == (first["comment_id"], "set_to_hidden")
    assert (reply["comment_type"], reply["parent_comment_id"]) == ("reply", first["comment_id"])


async def test_only_posts_on_the_list_are_told_of_where_there_is_one(office: Office) -> None:
    await office.creator(ANA)
    newest, other = office.simulator.world.creator(0).videos_at(office.simulator.clock.now())[:2]
    await configure(office, "COMMENT", item_list=[other.id])
    assert await happen(office, "/comments") == 0
    await configure(office, "COMMENT", item_list=[other.id, newest.id])
    assert await happen(office, "/comments") == 1
    drop = {**office.secrets, "event_type": "COMMENT", "item_list": [newest.id]}
    assert (await office.post(DELETE, token="", **drop))["code"] == 0
    assert await happen(office, "/comments") == 0


async def test_nothing_is_told_without_the_scope_or_after_the_consent_has_ended(office: Office) -> None:
    await configure(office)
    await configure(office, "COMMENT")
    await office.creator(ANA, "user.info.basic,video.list")
    assert (await happen(office), await happen(office, "/comments")) == (1, 0)
    answer = await office.http.post(f"/_simulator/accounts/{ANA}/revoke", json={"client_key": office.app.app_id})
    assert answer.json()["removed"]
    removed = office.told()[-1]
    assert (removed["event"], orjson.loads(removed["content"])) == ("authorization.removed", {"reason": 1})
    assert await happen(office) == 0


async def test_what_was_configured_is_saved(office: Office) -> None:
    await configure(office, "COMMENT", item_list=["7"])
    saved = office.simulator.market.snapshot()
    other = Simulator(office.simulator.settings)
    other.market.restore(saved)
    kept = other.market.account_webhooks.of(office.app.app_id, "COMMENT")
    assert kept is not None
    assert (kept.callback_url, kept.items) == (HOOK, ["7"])
