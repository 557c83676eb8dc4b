import pytest

from tests.integration.simulator_market.office import Json, Office

CREATE, UPDATE, LIST = "/tto/tcm/campaign/create/", "/tto/tcm/campaign/update/", "/tto/tcm/campaign/"
SPARK = "default_spark_ads_requested_authorization_days"
BODY = {"brand_name": "Lumen", "campaign_name": "Glow", "handle_names": ["glow.by.ana"]}


async def test_a_campaign_is_made_and_the_handles_that_failed_are_named(office: Office) -> None:
    data = await office.do(
        CREATE,
        brand_name="Lumen",
        campaign_name="Lumen Serum - spring glow",
        campaign_description="Show your routine with the serum.",
        handle_names=["glow.by.ana", "nosuchhandle"],
        send_notification=True,
        default_spark_ads_requested_authorization_days=30,
    )
    assert data["failed_handle_names"] == ["nosuchhandle"]
    assert data["handle_names"] == ["glow.by.ana"]
    assert (data["campaign_type"], data["country_codes"]) == ("CAMPAIGN", ["US"])
    assert data["spark_ads_requested_authorization_days"] == 30
    assert data["create_time"] == "2026-11-20 00:00:00"
    assert data["invite_link"].startswith("https://www.tiktok.com/t/ZT")
    assert len(data["campaign_id"]) == 19
    assert office.kinds()[-3:] == ["campaign_created", "handles_added", "notification_sent"]


async def test_when_every_handle_fails_it_is_still_a_success(office: Office) -> None:
    outsider = next(one.handle for one in office.simulator.world.creators if one.standing == "NOT_IN")
    data = await office.campaign("nosuchhandle", outsider)
    assert data["handle_names"] == []
    assert data["failed_handle_names"] == ["nosuchhandle", outsider]
    assert data["country_codes"] == ["US"]


async def test_the_same_create_twice_makes_two_campaigns(office: Office) -> None:
    first, second = await office.campaign("glow.by.ana"), await office.campaign("glow.by.ana")
    assert first["campaign_id"] != second["campaign_id"]
    assert first["invite_link"] != second["invite_link"]
    assert office.kinds("campaign_created") == ["campaign_created"] * 2


async def test_appending_by_create_adds_new_handles_once_and_ignores_all_else(office: Office) -> None:
    campaign = await office.campaign("glow.by.ana", notify=True)
    for notify in (True, "not even a flag"):
        data = await office.do(
            CREATE, campaign_id=campaign["campaign_id"], handle_names=["glow.by.ana", "techwithtom"],
            send_notification=notify, campaign_name="ignored",
        )  # fmt: skip
    assert data["campaign_name"] == "Glow"
    assert data["handle_names"] == ["glow.by.ana", "techwithtom"]
    assert office.kinds("campaign_created", "handles_added") == ["campaign_created", "handles_added", "handles_added"]
    assert office.kinds("notification_sent") == ["notification_sent"]


async def test_an_update_notifies_each_time_it_is_asked(office: Office) -> None:
    campaign = await office.campaign("glow.by.ana", notify=True)
    for _ in range(2):
        await office.do(
            UPDATE, campaign_id=campaign["campaign_id"], campaign_type="CAMPAIGN",
            handle_names=["glow.by.ana", "techwithtom"], send_notification=True,
        )  # fmt: skip
    sent = [one["handle_name"] for one in office.simulator.ledger.entries(kind="notification_sent")]
    assert sent == ["glow.by.ana"] + ["glow.by.ana", "techwithtom"] * 2


async def test_nobody_is_notified_unless_asked(office: Office) -> None:
    await office.campaign("glow.by.ana")
    assert office.kinds("notification_sent") == []


async def test_handles_show_only_after_the_delay_that_is_configured(office: Office) -> None:
    office.simulator.market.change_options({"handle_delay": 20.0})
    campaign = await office.campaign("glow.by.ana")
    assert campaign["handle_names"] == []
    assert "failed_handle_names" not in campaign
    await office.pass_time(19)
    assert (await office.read(LIST))["campaigns"][0]["handle_names"] == []
    await office.pass_time(1)
    assert (await office.read(LIST))["campaigns"][0]["handle_names"] == ["glow.by.ana"]


@pytest.mark.parametrize(("asked", "stored"), [(0, 0), (1, 7), (30, 30), (31, 60), (181, 365), (365, 365)])
async def test_spark_days_are_stored_as_one_of_six_values(office: Office, asked: int, stored: int) -> None:
    given: Json = {SPARK: asked}
    campaign = await office.campaign("glow.by.ana", **given)
    assert campaign["spark_ads_requested_authorization_days"] == stored


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"brand_name": None}, 40002),
        ({"brand_name": "x" * 61}, 40002),
        ({"campaign_name": None}, 40002),
        ({"campaign_name": "x" * 121}, 40002),
        ({"campaign_description": "x" * 1001}, 40002),
        ({"handle_names": None}, 40002),
        ({"handle_names": []}, 40002),
        ({"handle_names": [f"h{number}" for number in range(101)]}, 40002),
        ({"campaign_type": "BRAND"}, 40002),
        ({"campaign_type": "BRAND_LINK"}, 40002),
        ({"advertiser_ids": ["1"]}, 40002),
        ({"advertiser_ids": ["1"], SPARK: 30}, 40001),
        ({SPARK: 366}, 40002),
        ({"advertiser_ids": [str(number) for number in range(51)], SPARK: 30}, 40002),
        ({"anchor_id": "1"}, 40007),
        ({"brand_profile_id": "1"}, 40007),
        ({"campaign_id": "1"}, 40007),
        ({"tto_tcm_account_id": "1"}, 40001),
        ({"tto_tcm_account_id": None}, 40002),
    ],
)
async def test_what_is_wrong_with_a_campaign_is_refused_and_leaves_nothing(
    office: Office, changed: Json, code: int
) -> None:
    assert await office.refused(CREATE, **{**BODY, **changed}) == code
    assert office.kinds("campaign_created", "handles_added") == []


async def test_an_update_adds_handles_and_advertisers_and_tells_its_time(office: Office) -> None:
    campaign = await office.campaign("glow.by.ana")
    await office.pass_time(61)
    advertiser = office.simulator.apps.advertisers[1].advertiser_id
    given = {"campaign_id": campaign["campaign_id"], "campaign_type": "CAMPAIGN"}
    data = await office.do(UPDATE, **given, handle_names=["techwithtom", "nobody"], advertiser_ids=[advertiser])
    assert data["handle_names"] == ["glow.by.ana", "techwithtom"]
    assert data["failed_handle_names"] == ["nobody"]
    assert data["advertiser_ids"] == [advertiser]
    assert data["update_time"] == "2026-11-20 00:01:01"
    for changed, code in (({"campaign_type": None}, 40002), ({"campaign_type": "BRAND_LINK"}, 40002),
                          ({"campaign_id": "1"}, 40007), ({"advertiser_ids": ["1"]}, 40001)):  # fmt: skip
        assert await office.refused(UPDATE, **{**given, **changed}) == code


async def test_another_accounts_campaign_is_not_ours_to_operate(office: Office) -> None:
    campaign = await office.campaign("glow.by.ana", tto_tcm_account_id=office.other_account)
    given = {"campaign_id": campaign["campaign_id"], "campaign_type": "CAMPAIGN"}
    assert await office.refused(UPDATE, **given) == 40001
    assert await office.refused(CREATE, campaign_id=campaign["campaign_id"], handle_names=["techwithtom"]) == 40001
    assert (await office.read(LIST))["page_info"]["total_number"] == 0


async def test_campaigns_are_listed_newest_first_at_most_five_to_a_page(office: Office) -> None:
    made = [(await office.campaign("glow.by.ana"))["campaign_id"] for _ in range(7)]
    data = await office.read(LIST)
    assert [one["campaign_id"] for one in data["campaigns"]] == made[:1:-1]
    assert data["page_info"] == {"page": 1, "page_size": 5, "total_number": 7, "total_page": 2}
    assert data["campaigns"][0]["video_ids"] == []
    named = await office.read(LIST, campaign_ids=[made[0], "1"])
    assert [one["campaign_id"] for one in named["campaigns"]] == [made[0]]
    for bad in ({"page_size": 6}, {"campaign_ids": made[:6]}, {"campaign_type": "ALL"}):
        assert await office.refused_read(LIST, **bad) == 40002


async def test_brand_links_need_a_profile_and_a_query_of_their_own(office: Office) -> None:
    profile = await office.do(
        "/tto/tcm/brand/profile/create/", brand_name="Lumen Lab", brand_industry_id="290101",
        brand_website="https://lumen.example", logo_url="https://lumen.example/logo.png",
    )  # fmt: skip
    link = await office.do(CREATE, campaign_type="BRAND_LINK", brand_profile_id=profile["brand_profile_id"])
    assert (link["brand_name"], link["campaign_type"], link["handle_names"]) == ("Lumen Lab", "BRAND_LINK", [])
    assert (await office.read(LIST))["campaigns"] == []
    data = await office.read(LIST, campaign_type="BRAND_LINK")
    assert [one["campaign_id"] for one in data["campaigns"]] == [link["campaign_id"]]
    given = {"campaign_id": link["campaign_id"], "campaign_type": "BRAND_LINK", "handle_names": ["glow.by.ana"]}
    assert await office.refused(UPDATE, **given) == 40002
    assert await office.refused(CREATE, **given) == 40002
    named = {"brand_profile_id": profile["brand_profile_id"], "handle_names": ["glow.by.ana"]}
    assert await office.refused(CREATE, campaign_type="BRAND_LINK", **named) == 40002
    assert office.kinds("campaign_created", "handles_added") == ["campaign_created"]


async def test_brand_profiles_are_kept_and_bad_ones_refused(office: Office) -> None:
    path = "/tto/tcm/brand/profile/create/"
    good = {"brand_name": "Lumen", "brand_industry_id": "290101", "brand_website": "https://lumen.example",
            "logo_url": "https://lumen.example/logo.png"}  # fmt: skip
    made = await office.do(path, **good)
    data = await office.read("/tto/tcm/brand/profile/get/", brand_profile_ids=[made["brand_profile_id"]])
    assert data["brands"] == [{"brand_profile_id": made["brand_profile_id"], **good}]
    for bad in ({"brand_name": "x" * 61}, {"brand_website": "http://lumen.example"}, {"logo_url": "logo"},
                {"brand_industry_id": None}):  # fmt: skip
        assert await office.refused(path, **{**good, **bad}) == 40002
    assert await office.refused_read("/tto/tcm/brand/profile/get/", page_size=101) == 40002


async def test_an_anchor_is_a_draft_until_a_campaign_takes_it_through_review(office: Office) -> None:
    path = "/tto/tcm/anchor/create/"
    good = {
        "anchor_type": "WEB_ANCHOR", "anchor_sub_type": "DESTINATION", "category_label_id": "14000000000",
        "country_code": "US", "call_to_action": {"landing_page_url": "https://lumen.example/serum"},
        "anchor_title": "LEARN_MORE", "anchor_name": "Serum", "upload_type": "UPLOAD_BY_URL",
        "thumbnail_url": "https://lumen.example/serum.png",
    }  # fmt: skip

    async def status(anchor_id: str) -> str:
        listed = await office.read("/tto/tcm/anchor/get/", anchor_ids=[anchor_id])
        return str(listed["anchors"][0]["status"])

    used, unused = await office.do(path, **good), await office.do(path, **good)
    assert used["status"] == "DRAFT"
    campaign = await office.campaign("glow.by.ana", anchor_id=used["anchor_id"])
    assert campaign["anchor_id"] == used["anchor_id"]
    assert await status(used["anchor_id"]) == "IN_REVIEW"
    await office.pass_time(1800)
    assert await status(used["anchor_id"]) == "APPROVED"
    delete = "/tto/tcm/anchor/delete/"
    assert await office.refused(delete, anchor_id=used["anchor_id"]) == 40002
    assert await office.do(delete, anchor_id=unused["anchor_id"]) == {"anchor_id": unused["anchor_id"]}
    assert await office.refused(delete, anchor_id=unused["anchor_id"]) == 40007
    for bad in ({"anchor_name": "x" * 33}, {"anchor_type": "APP"}, {"call_to_action": None}, {"country_code": "XX"},
                {"thumbnail_url": None}, {"upload_type": "UPLOAD_BY_FILE"}, {"category_label_id": "1"}):  # fmt: skip
        assert await office.refused(path, **{**good, **bad}) == 40002
