import httpx
import orjson
import pytest

from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.business import collaboration
from tiktok_simulator.serving.courier import Courier
from tiktok_simulator.signing import escaped, subscription_signature

SUBSCRIBE, GET, UNSUBSCRIBE = "/subscription/subscribe/", "/subscription/get/", "/subscription/unsubscribe/"
HOOK = "https://gw.example.com/hooks/tiktok"


def wanted(office: Office, **changed: object) -> Json:
    detail = {"access_token": office.token, "tto_tcm_account_id": office.account}
    body = {"subscribe_entity": "TCM_VIDEOS", "callback_url": HOOK, "subscription_detail": detail}
    return {**office.secrets, **body, **changed}


async def publish(office: Office, count: int = 1) -> list[str]:
    """Link so many of Ana's videos to a campaign, and let their reviews pass."""
    office.simulator.market.change_options({"autonomous": False})
    campaign = office.simulator.market.campaigns[(await office.campaign("glow.by.ana"))["campaign_id"]]
    videos = office.simulator.world.creator(0).videos_at(office.simulator.clock.now())[:count]
    for video in videos:
        collaboration.link(office.simulator, campaign, video)
    await office.pass_time(1800)
    return [video.id for video in videos]


async def test_linking_and_passing_review_are_told_in_the_documented_shape(office: Office) -> None:
    made = await office.post(SUBSCRIBE, token="", **wanted(office))
    assert set(made["data"]) == {"subscription_id"}
    (video_id,) = await publish(office)
    uploaded, published = office.told()
    assert list(uploaded) == ["request_id", "object", "time", "entry"]
    assert (uploaded["object"], uploaded["time"]) == (10, 1_795_132_800)
    (entry,) = uploaded["entry"]
    assert {name: value for name, value in entry.items() if name not in {"campaign_id", "log_id"}} == {
        "event_type": "tto_campaign_webhook",
        "tto_campaign_event_type": "tto_video_uploaded",
        "tto_tcm_account_id": office.account,
        "video_id": video_id,
        "handle_name": "glow.by.ana",
        "event_time": "2026-11-20T00:00:00.000000Z",
    }
    assert published["entry"][0]["tto_campaign_event_type"] == "tto_video_published"
    assert published["entry"][0]["event_time"] == "2026-11-20T00:30:00.000000Z"
    assert published["request_id"] != uploaded["request_id"]


async def test_deliveries_are_signed_over_the_escaped_body(assumed: Office) -> None:
    await assumed.post(SUBSCRIBE, **wanted(assumed, subscribe_entity="TCM_INVITATIONS"))
    market, world = assumed.simulator.market, assumed.simulator.world
    market.change_options({"autonomous": False})
    campaign = await assumed.campaign("glow.by.ana")
    sent = await assumed.do(
        "/tto/tcm/invitation/send/", campaign_id=campaign["campaign_id"], handle_name=world.creator(0).handle,
        message="Hi", payment={"type": "PRODUCT"},
    )  # fmt: skip
    token, open_id = await assumed.creator("glow.by.ana")
    await assumed.post(
        "/tto/creator/invitation/respond/", token=token, creator_id=open_id, invitation_id=sent["invitation_id"],
        action="MESSAGE", response_message="J'adore ✨",
    )  # fmt: skip
    received: list[httpx.Request] = []

    def receive(request: httpx.Request) -> httpx.Response:
        received.append(request)
        return httpx.Response(200)

    courier = Courier(assumed.simulator, httpx.MockTransport(receive))
    assert await courier.deliver_due() == 1
    await courier.close()
    body = received[0].content
    assert "✨".encode() in body
    assert b"\\u2728" in escaped(body)
    assert received[0].headers["x-open-signature"] == subscription_signature(assumed.app.secret, body)
    assert orjson.loads(body)["object"] == 9001


async def test_deliveries_can_be_gathered_into_batches(office: Office) -> None:
    await office.post(SUBSCRIBE, **wanted(office))
    office.simulator.market.change_options({"batch_window": 60.0, "review_delay": 600.0})
    videos = await publish(office, 3)
    uploaded, published = office.told()
    assert [entry["video_id"] for entry in uploaded["entry"]] == videos
    assert [entry["tto_campaign_event_type"] for entry in published["entry"]] == ["tto_video_published"] * 3
    assert (uploaded["time"], published["time"]) == (1_795_132_860, 1_795_132_800 + 660)


async def test_a_revoked_token_silences_its_subscriptions(office: Office) -> None:
    await office.post(SUBSCRIBE, **wanted(office))
    await office.post("/oauth2/revoke_token/", **office.secrets, access_token=office.token)
    await office.log_in()
    await publish(office)
    assert office.told() == []


async def test_each_account_hears_of_its_own_videos_only(office: Office) -> None:
    other = {"access_token": office.token, "tto_tcm_account_id": office.other_account}
    await office.post(SUBSCRIBE, **wanted(office, subscription_detail=other))
    await publish(office)
    assert office.told() == []


async def test_subscriptions_are_listed_and_end_with_a_bare_number(office: Office) -> None:
    first = (await office.post(SUBSCRIBE, **wanted(office)))["data"]["subscription_id"]
    second = (await office.post(SUBSCRIBE, **wanted(office)))["data"]["subscription_id"]
    listed = (await office.get(GET, **office.secrets, subscribe_entity="TCM_VIDEOS", page_size=1))["data"]
    assert listed["subscriptions"] == [
        {
            "app_id": office.app.app_id,
            "subscription_id": first,
            "subscribe_entity": "TCM_VIDEOS",
            "callback_url": HOOK,
            "subscription_detail": {"access_token": office.token, "tto_tcm_account_id": office.account},
        }
    ]
    assert listed["page_info"] == {"page": 1, "page_size": 1, "total_number": 2, "total_page": 2}
    assert (await office.get(GET, **office.secrets, subscribe_entity="LEAD"))["data"]["subscriptions"] == []
    ended = await office.post(UNSUBSCRIBE, **office.secrets, subscription_id=first)
    assert ended["data"] == {"subscription_id": int(first)}
    assert int(first) > 2**53
    assert (await office.post(UNSUBSCRIBE, **office.secrets, subscription_id=first))["code"] == 40007
    assert (await office.post(UNSUBSCRIBE, **office.secrets, subscription_id=int(second)))["code"] == 0
    await publish(office)
    assert office.told() == []
    assert office.kinds("subscription_created", "subscription_removed") == [
        "subscription_created", "subscription_created", "subscription_removed", "subscription_removed",
    ]  # fmt: skip


async def test_a_subscription_needs_the_secret_a_live_token_and_one_of_its_accounts(office: Office) -> None:
    token, account = office.token, office.account
    for changed, code in (
        ({"secret": "x"}, 40101),
        ({"secret": None}, 40002),
        ({"subscribe_entity": "ANYTHING"}, 40002),
        ({"subscribe_entity": "TCM_INVITATIONS"}, 40002),
        ({"callback_url": None}, 40002),
        ({"callback_url": "gw.example.com"}, 40002),
        ({"subscription_detail": None}, 40002),
        ({"subscription_detail": {"access_token": token}}, 40002),
        ({"subscription_detail": {"tto_tcm_account_id": account}}, 40002),
        ({"subscription_detail": {"access_token": "x", "tto_tcm_account_id": account}}, 40105),
        ({"subscription_detail": {"access_token": token, "tto_tcm_account_id": "1"}}, 40001),
    ):
        assert (await office.post(SUBSCRIBE, **wanted(office, **changed)))["code"] == code, changed
    for bad in ({"page_size": 1001}, {"subscribe_entity": "ANYTHING"}):
        given: Json = {**office.secrets, "subscribe_entity": "TCM_VIDEOS", **bad}
        assert (await office.get(GET, **given))["code"] == 40002


@pytest.mark.parametrize(
    ("entity", "missing", "enough"),
    [
        ("TCM_SPARK_ADS", {"tcm_account_id": "7"}, {"tcm_account_id": "7", "video_id": "8"}),
        ("AD_GROUP", {"advertiser_id": "7"}, {"advertiser_id": "7", "adgroup_id": "8"}),
        ("AD", {"advertiser_id": "7", "adgroup_id": "8"}, {"advertiser_id": "7", "ad_id": "8"}),
        ("AD_ACCOUNT_SUSPENSION", {}, {"bc_id": "7"}),
        ("AD_ACCOUNT_SUSPENSION", {"advertiser_ids": ["7"] * 101}, {"advertiser_ids": ["7"]}),
    ],
)
async def test_the_detail_names_what_its_entity_asks_for(
    office: Office, entity: str, missing: Json, enough: Json
) -> None:
    for detail, code in ((missing, 40002), (enough, 0)):
        given = {"access_token": office.token, **detail}
        body = wanted(office, subscribe_entity=entity, subscription_detail=given)
        assert (await office.post(SUBSCRIBE, **body))["code"] == code


async def test_who_does_not_answer_200_is_tried_again_at_once_and_then_ever_more_seldom(office: Office) -> None:
    await office.post(SUBSCRIBE, **wanted(office))
    await publish(office)
    start = office.simulator.clock.now()
    courier = Courier(office.simulator, httpx.MockTransport(lambda _: httpx.Response(503)))
    for _ in range(60):
        await courier.deliver_due()
        office.simulator.clock.advance(1)
    await courier.close()
    published = office.simulator.webhooks.deliveries[-1]
    assert [attempt["at"] - start for attempt in published.attempts] == [0, 0, 15, 45]
