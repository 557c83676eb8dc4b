import pytest

from tests.integration.simulator_market.office import Json, Office

ORDER, ORDERS, CHANGE = "/tto/tcm/order/create/", "/tto/tcm/order/get/", "/tto/tcm/order/update/"
SEND, SENT, CANCEL = "/tto/tcm/invitation/send/", "/tto/tcm/invitation/get/", "/tto/tcm/invitation/cancel/"
RESPOND, JOIN = "/tto/creator/invitation/respond/", "/tto/creator/campaign/join/"
START = 1_795_132_800
DAY = 86_400


def order(campaign: Json, **changed: object) -> Json:
    return {
        "campaign_id": campaign["campaign_id"],
        "budget": {"amount": "5000.00", "currency": "USD"},
        "start_date": "2026-12-01",
        "end_date": "2026-12-31",
        "collaboration_type": "HYBRID",
        "products": [{"product_id": "17", "product_name": "Serum", "product_url": "https://shop.example.com/serum"}],
        "creators": [
            {
                "handle_name": "glow.by.ana",
                "fee": {"amount": "500.00", "currency": "USD"},
                "deliverable_count": 2,
                "due_date": "2026-12-15",
            }
        ],
        **changed,
    }


def invitation(campaign: Json, **changed: object) -> Json:
    return {
        "campaign_id": campaign["campaign_id"],
        "handle_name": "glow.by.ana",
        "message": "Hi Ana, we loved your morning routine.",
        "terms": {
            "usage_rights_days": 90,
            "exclusivity_days": 0,
            "deliverables": [{"type": "VIDEO", "count": 2}],
            "content_guidelines": "Show the texture.",
        },
        "payment": {"type": "HYBRID", "amount": "500.00", "currency": "USD", "commission_rate": 0.15},
        "expire_time": START + 10 * DAY,
        **changed,
    }


@pytest.fixture
async def campaign(assumed: Office) -> Json:
    """Of a brand whose creators do nothing by themselves."""
    assumed.simulator.market.change_options({"autonomous": False})
    return await assumed.campaign("techwithtom")


async def state(office: Office, sent: Json) -> Json:
    listed = await office.read(SENT, invitation_ids=[sent["invitation_id"]])
    found: Json = listed["invitations"][0]
    return found


async def test_an_order_is_made_once_per_external_id_and_account(assumed: Office, campaign: Json) -> None:
    made = await assumed.do(ORDER, **order(campaign, external_id="ord-0001"))
    assert (made["status"], made["budget"], made["create_time"]) == (
        "PENDING", {"amount": "5000.00", "currency": "USD"}, START,
    )  # fmt: skip
    await assumed.pass_time(60)
    assert await assumed.do(ORDER, **order(campaign, external_id="ord-0001")) == made
    other = await assumed.do(ORDER, **order(campaign, external_id="ord-0002"))
    unnamed = [(await assumed.do(ORDER, **order(campaign)))["order_id"] for _ in range(2)]
    assert len({made["order_id"], other["order_id"], *unnamed}) == 4
    assert assumed.kinds("order_created") == ["order_created"] * 4
    listed = await assumed.read(ORDERS, campaign_ids=[campaign["campaign_id"]], page_size=3)
    assert [one["order_id"] for one in listed["orders"]] == [*unnamed[::-1], other["order_id"]]
    named = await assumed.read(ORDERS, order_ids=[made["order_id"]])
    assert named["orders"] == [made]


async def test_an_orders_status_follows_its_dates_until_it_is_cancelled(assumed: Office, campaign: Json) -> None:
    first, second = await assumed.do(ORDER, **order(campaign)), await assumed.do(ORDER, **order(campaign))

    async def status(of: Json) -> str:
        listed = await assumed.read(ORDERS, order_ids=[of["order_id"]])
        return str(listed["orders"][0]["status"])

    await assumed.pass_time(11 * DAY)
    assert await status(first) == "ACTIVE"
    budget = {"amount": "6000", "currency": "USD"}
    changed = await assumed.do(CHANGE, order_id=first["order_id"], budget=budget, end_date="2026-12-05")
    assert (changed["budget"], changed["end_date"]) == (budget, "2026-12-05")
    for _ in range(2):
        assert (await assumed.do(CHANGE, order_id=second["order_id"], status="CANCELLED"))["status"] == "CANCELLED"
    assert assumed.kinds("order_cancelled") == ["order_cancelled"]
    assert await assumed.refused(CHANGE, order_id=second["order_id"], end_date="2026-12-30") == 40002
    await assumed.pass_time(5 * DAY)
    assert await status(first) == "COMPLETED"
    assert await assumed.refused(CHANGE, order_id=first["order_id"], status="CANCELLED") == 40002
    assert await assumed.refused(CHANGE, order_id="1", status="CANCELLED") == 40007


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"campaign_id": "1"}, 40007),
        ({"budget": None}, 40002),
        ({"budget": {"amount": 5000, "currency": "USD"}}, 40002),
        ({"budget": {"amount": "5,000", "currency": "USD"}}, 40002),
        ({"budget": {"amount": "5000", "currency": "usd"}}, 40002),
        ({"start_date": "1.12.2026"}, 40002),
        ({"end_date": "2026-11-30"}, 40002),
        ({"collaboration_type": "BARTER"}, 40002),
        ({"creators": []}, 40002),
        ({"creators": [{"handle_name": "nosuchhandle"}]}, 40002),
        ({"creators": [{"handle_name": "glow.by.ana", "deliverable_count": 11}]}, 40002),
        ({"products": [{}] * 21}, 40002),
        ({"external_id": "x" * 65}, 40002),
    ],
)
async def test_an_order_that_does_not_fit_is_refused(assumed: Office, campaign: Json, changed: Json, code: int) -> None:
    assert await assumed.refused(ORDER, **order(campaign, **changed)) == code
    assert assumed.kinds("order_created") == []


async def test_an_invitation_is_sent_and_invites_its_creator_to_the_campaign(assumed: Office, campaign: Json) -> None:
    sent = await assumed.do(SEND, **invitation(campaign, external_id="inv-0001"))
    assert {name: sent[name] for name in ("campaign_id", "handle_name", "status", "invite_link")} == {
        "campaign_id": campaign["campaign_id"],
        "handle_name": "glow.by.ana",
        "status": "SENT",
        "invite_link": campaign["invite_link"],
    }
    assert (sent["create_time"], sent["expire_time"]) == (START, START + 10 * DAY)
    listed = await assumed.read("/tto/tcm/campaign/")
    assert listed["campaigns"][0]["handle_names"] == ["techwithtom", "glow.by.ana"]
    assert assumed.kinds("invitation_sent", "notification_sent") == ["invitation_sent"]
    assert {name: value for name, value in (await state(assumed, sent)).items() if name.startswith("v")} == {
        "viewed_time": None
    }


async def test_a_second_invitation_while_one_is_live_is_refused_whatever_its_external_id(
    assumed: Office, campaign: Json
) -> None:
    sent = await assumed.do(SEND, **invitation(campaign, external_id="inv-0001"))
    assert await assumed.refused(SEND, **invitation(campaign, external_id="inv-0001")) == 40002
    assert await assumed.refused(SEND, **invitation(campaign, external_id="inv-0002")) == 40002
    assert (await assumed.do(CANCEL, invitation_id=sent["invitation_id"]))["status"] == "CANCELLED"
    again = await assumed.do(SEND, **invitation(campaign, external_id="inv-0001"))
    assert again["invitation_id"] != sent["invitation_id"]
    assert assumed.kinds("invitation_sent", "invitation_cancelled") == [
        "invitation_sent", "invitation_cancelled", "invitation_sent",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"campaign_id": "1"}, 40007),
        ({"order_id": "1"}, 40007),
        ({"handle_name": "nosuchhandle"}, 40002),
        ({"message": None}, 40002),
        ({"message": "x" * 2001}, 40002),
        ({"payment": None}, 40002),
        ({"payment": {"type": "FIXED"}}, 40002),
        ({"payment": {"type": "COMMISSION"}}, 40002),
        ({"payment": {"type": "COMMISSION", "commission_rate": 15}}, 40002),
        ({"terms": {"deliverables": [{"type": "PHOTO"}]}}, 40002),
        ({"terms": {"deliverables": [{"type": "VIDEO"}] * 11}}, 40002),
        ({"terms": {"content_guidelines": "x" * 2001}}, 40002),
        ({"expire_time": START}, 40002),
    ],
)
async def test_an_invitation_that_does_not_fit_is_refused(
    assumed: Office, campaign: Json, changed: Json, code: int
) -> None:
    assert await assumed.refused(SEND, **invitation(campaign, **changed)) == code
    assert assumed.kinds("invitation_sent") == []


async def test_the_creator_views_writes_and_accepts_which_joins_the_campaign(assumed: Office, campaign: Json) -> None:
    sent = await assumed.do(SEND, **invitation(campaign))
    token, open_id = await assumed.creator("glow.by.ana")
    who = {"token": token, "creator_id": open_id, "invitation_id": sent["invitation_id"]}
    await assumed.pass_time(60)
    assert (await assumed.post(RESPOND, **who, action="VIEW"))["data"]["status"] == "VIEWED"
    await assumed.pass_time(60)
    assert (await assumed.post(RESPOND, **who, action="MESSAGE"))["code"] == 40002
    wrote = await assumed.post(RESPOND, **who, action="MESSAGE", response_message="Which serum?")
    assert wrote["data"]["status"] == "RESPONDED"
    for _ in range(2):
        accepted = await assumed.post(RESPOND, **who, action="ACCEPT", response_message="Happy to!")
        assert accepted["data"]["status"] == "ACCEPTED"
    assert (await assumed.post(RESPOND, **who, action="REJECT"))["code"] == 40002
    assert await assumed.refused(CANCEL, invitation_id=sent["invitation_id"]) == 40002
    now = await state(assumed, sent)
    assert (now["viewed_time"], now["responded_time"], now["response_message"]) == (
        START + 60, START + 120, "Happy to!",
    )  # fmt: skip
    assert assumed.kinds("joined", "invitation_viewed", "invitation_responded", "invitation_accepted") == [
        "invitation_viewed", "invitation_responded", "joined", "invitation_accepted",
    ]  # fmt: skip
    assert (await assumed.post(JOIN, token=token, creator_id=open_id, tto_invite_link=sent["invite_link"]))["code"] == 0
    assert assumed.kinds("joined") == ["joined"]


async def test_joining_by_the_documented_call_accepts_the_live_invitation(assumed: Office, campaign: Json) -> None:
    sent = await assumed.do(SEND, **invitation(campaign))
    token, open_id = await assumed.creator("glow.by.ana")
    await assumed.post(JOIN, token=token, creator_id=open_id, tto_invite_link=sent["invite_link"])
    assert (await state(assumed, sent))["status"] == "ACCEPTED"


async def test_a_rejection_is_final_and_somebody_elses_invitation_untouchable(assumed: Office, campaign: Json) -> None:
    sent = await assumed.do(SEND, **invitation(campaign))
    tom, tom_id = await assumed.creator("techwithtom")
    wrong = {"token": tom, "creator_id": tom_id, "invitation_id": sent["invitation_id"]}
    assert (await assumed.post(RESPOND, **wrong, action="ACCEPT"))["code"] == 40001
    token, open_id = await assumed.creator("glow.by.ana")
    who = {"token": token, "creator_id": open_id}
    assert (await assumed.post(RESPOND, **who, invitation_id="1", action="ACCEPT"))["code"] == 40007
    mine = {**who, "invitation_id": sent["invitation_id"]}
    assert (await assumed.post(RESPOND, **mine, action="MAYBE"))["code"] == 40002
    for _ in range(2):
        assert (await assumed.post(RESPOND, **mine, action="REJECT"))["data"]["status"] == "REJECTED"
    for action in ("ACCEPT", "VIEW", "MESSAGE"):
        assert (await assumed.post(RESPOND, **mine, action=action, response_message="x"))["code"] == 40002
    assert assumed.kinds("invitation_rejected", "joined") == ["invitation_rejected"]


async def test_an_unanswered_invitation_ends_at_its_time(assumed: Office, campaign: Json) -> None:
    sent = await assumed.do(SEND, **invitation(campaign))
    await assumed.pass_time(10 * DAY - 1)
    assert (await state(assumed, sent))["status"] == "SENT"
    await assumed.pass_time(1)
    assert (await state(assumed, sent))["status"] == "EXPIRED"
    token, open_id = await assumed.creator("glow.by.ana")
    who = {"token": token, "creator_id": open_id, "invitation_id": sent["invitation_id"]}
    assert (await assumed.post(RESPOND, **who, action="ACCEPT"))["code"] == 40002
    assert await assumed.refused(CANCEL, invitation_id=sent["invitation_id"]) == 40002
    assert assumed.kinds("invitation_expired") == ["invitation_expired"]


async def test_invitations_are_found_by_id_campaign_handle_and_status(assumed: Office, campaign: Json) -> None:
    first = await assumed.do(SEND, **invitation(campaign))
    await assumed.do(SEND, **invitation(campaign, handle_name="techwithtom"))
    await assumed.do(CANCEL, invitation_id=first["invitation_id"])
    for given, handles in (
        ({}, ["techwithtom", "glow.by.ana"]),
        ({"campaign_ids": [campaign["campaign_id"]], "page_size": 1}, ["techwithtom"]),
        ({"campaign_ids": ["1"]}, []),
        ({"handle_names": ["Glow.By.Ana"]}, ["glow.by.ana"]),
        ({"status": "CANCELLED"}, ["glow.by.ana"]),
        ({"invitation_ids": [first["invitation_id"]]}, ["glow.by.ana"]),
    ):
        assert [one["handle_name"] for one in (await assumed.read(SENT, **given))["invitations"]] == handles
    for bad in ({"status": "LOST"}, {"page_size": 51}, {"handle_names": [f"h{n}" for n in range(51)]}):
        assert await assumed.refused_read(SENT, **bad) == 40002


async def test_milestones_are_told_when_the_curve_crosses_them(assumed: Office, campaign: Json) -> None:
    detail = {"access_token": assumed.token, "tto_tcm_account_id": assumed.account}
    body = {**assumed.secrets, "subscribe_entity": "TCM_PERFORMANCE", "callback_url": "https://gw.example.com/x"}
    await assumed.post("/subscription/subscribe/", **body, subscription_detail=detail)
    tom, now = assumed.simulator.world.creator(1), assumed.simulator.clock.now()
    video = assumed.simulator.world.post_video(tom, now, caption="#ad", duration=30, performance=2.0)
    token, open_id = await assumed.creator(tom.handle)
    who = {"token": token, "creator_id": open_id, "tto_invite_link": campaign["invite_link"]}
    await assumed.post(JOIN, **who)
    await assumed.post("/tto/creator/campaign/video/link/", **who, video_id=video.id)
    await assumed.pass_time(30 * DAY)
    entries = [delivery["entry"][0] for delivery in assumed.told() if delivery["object"] == 9002]
    reached = [(entry["metric"], entry["threshold"]) for entry in entries]
    views = video.counts_at(assumed.simulator.clock.now()).views
    assert [step for metric, step in reached if metric == "video_views"] == [
        step for step in (1_000, 10_000, 100_000) if step <= views
    ]
    assert ("video_views", 1_000) in reached
    assert all(entry["value"] >= entry["threshold"] > 0.9 * entry["value"] for entry in entries)
    assert {entry["event_type"] for entry in entries} == {"tto_performance_webhook"}
    assert {entry["tto_tcm_account_id"] for entry in entries} == {assumed.account}


async def test_joining_again_accepts_an_invitation_that_was_sent_since(assumed: Office, campaign: Json) -> None:
    token, open_id = await assumed.creator("techwithtom")
    who = {"token": token, "creator_id": open_id, "tto_invite_link": campaign["invite_link"]}
    assert (await assumed.post(JOIN, **who))["code"] == 0
    sent = await assumed.do(SEND, **invitation(campaign, handle_name="techwithtom"))
    assert sent["status"] == "SENT"
    for _ in range(2):
        assert (await assumed.post(JOIN, **who))["code"] == 0
        assert (await state(assumed, sent))["status"] == "ACCEPTED"
    assert assumed.kinds("joined", "invitation_accepted") == ["joined", "invitation_accepted"]


async def test_who_has_joined_still_answers_an_invitation_by_themselves(assumed: Office) -> None:
    campaign = await assumed.campaign("techwithtom")
    token, open_id = await assumed.creator("techwithtom")
    await assumed.post(JOIN, token=token, creator_id=open_id, tto_invite_link=campaign["invite_link"])
    sent = await assumed.do(SEND, **invitation(campaign, handle_name="techwithtom"))
    await assumed.pass_time(3 * DAY)
    assert (await state(assumed, sent))["status"] == "ACCEPTED"
    assert assumed.kinds("joined", "video_posted") == ["joined", "video_posted"]


async def test_an_invitation_takes_an_order_of_its_own_campaign_that_lives(assumed: Office, campaign: Json) -> None:
    other = await assumed.campaign("techwithtom")
    mine, cancelled, elsewhere = [
        (await assumed.do(ORDER, **order(of)))["order_id"] for of in (campaign, campaign, other)
    ]
    await assumed.do(CHANGE, order_id=cancelled, status="CANCELLED")
    foreign = await assumed.campaign("techwithtom", tto_tcm_account_id=assumed.other_account)
    strangers = await assumed.do(ORDER, **order(foreign, tto_tcm_account_id=assumed.other_account))
    for order_id, code in (("1", 40007), (strangers["order_id"], 40001), (elsewhere, 40002), (cancelled, 40002)):
        assert await assumed.refused(SEND, **invitation(campaign, order_id=order_id)) == code
    assert assumed.kinds("invitation_sent") == []
    assert (await assumed.do(SEND, **invitation(campaign, order_id=mine)))["order_id"] == mine


async def test_a_brand_link_takes_no_invitation_by_name(assumed: Office) -> None:
    profile = await assumed.do(
        "/tto/tcm/brand/profile/create/", brand_name="Lumen", brand_industry_id="290101",
        brand_website="https://lumen.example", logo_url="https://lumen.example/logo.png",
    )  # fmt: skip
    link = await assumed.do(
        "/tto/tcm/campaign/create/", campaign_type="BRAND_LINK", brand_profile_id=profile["brand_profile_id"]
    )
    assert await assumed.refused(SEND, **invitation(link)) == 40002
    assert assumed.kinds("invitation_sent", "handles_added") == []


@pytest.mark.parametrize("code", ["usd", "US", "XAU", "ZZZ"])
async def test_money_is_in_a_currency_that_there_is(assumed: Office, campaign: Json, code: str) -> None:
    budget = {"amount": "5000", "currency": code}
    assert await assumed.refused(ORDER, **order(campaign, budget=budget)) == 40002
