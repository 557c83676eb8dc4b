import pytest

from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.world import Creator

LINK, STATUS = "/tto/tcm/campaign/link/", "/tto/tcm/campaign/link/status/"
JOIN, LINK_OWN = "/tto/creator/campaign/join/", "/tto/creator/campaign/video/link/"
PENDING, CONFIRM = "/tto/creator/link/request/get/", "/tto/creator/link/request/confirm/"


@pytest.fixture
def ana(office: Office) -> Creator:
    """Ana, who does nothing by herself."""
    office.simulator.market.change_options({"autonomous": False})
    return office.simulator.world.creator(0)


def video_of(office: Office, creator: Creator, number: int = 0) -> str:
    return creator.videos_at(office.simulator.clock.now())[number].id


async def test_a_creator_joins_once_however_often_asked(office: Office, ana: Creator) -> None:
    campaign = await office.campaign(ana.handle)
    token, open_id = await office.creator(ana.handle)
    for _ in range(2):
        answer = await office.post(JOIN, token=token, creator_id=open_id, tto_invite_link=campaign["invite_link"])
        assert (answer["code"], answer["data"]) == (0, {})
    assert office.kinds("joined") == ["joined"]


async def test_only_invited_creators_join_a_campaign_and_anyone_a_brand_link(office: Office, ana: Creator) -> None:
    campaign = await office.campaign("techwithtom")
    token, open_id = await office.creator(ana.handle)
    who = {"token": token, "creator_id": open_id}
    assert (await office.post(JOIN, **who, tto_invite_link=campaign["invite_link"]))["code"] == 40002
    assert (await office.post(JOIN, **who, tto_invite_link="https://www.tiktok.com/t/none/"))["code"] == 40007
    assert (await office.post(JOIN, **who))["code"] == 40002
    stranger = {"token": token, "creator_id": "-000other", "tto_invite_link": campaign["invite_link"]}
    assert (await office.post(JOIN, **stranger))["code"] == 40001
    profile = await office.do(
        "/tto/tcm/brand/profile/create/", brand_name="Lumen", brand_industry_id="290101",
        brand_website="https://lumen.example", logo_url="https://lumen.example/logo.png",
    )  # fmt: skip
    link = await office.do(
        "/tto/tcm/campaign/create/", campaign_type="BRAND_LINK", brand_profile_id=profile["brand_profile_id"]
    )
    assert (await office.post(JOIN, **who, tto_invite_link=link["invite_link"]))["code"] == 0


async def test_a_creator_links_a_video_and_the_brand_sees_it(office: Office, ana: Creator) -> None:
    campaign = await office.campaign(ana.handle)
    other = await office.campaign(ana.handle)
    token, open_id = await office.creator(ana.handle)
    who = {"token": token, "creator_id": open_id, "tto_invite_link": campaign["invite_link"]}
    video = video_of(office, ana)
    assert (await office.post(LINK_OWN, **who, video_id=video))["code"] == 40002
    await office.post(JOIN, **who)
    stranger = video_of(office, office.simulator.world.creator(1))
    assert (await office.post(LINK_OWN, **who, video_id=stranger))["code"] == 40001
    assert (await office.post(LINK_OWN, **who, video_id="1"))["code"] == 40007
    assert (await office.post(LINK_OWN, **who, video_id=video))["data"] == {}
    assert (await office.post(LINK_OWN, **who, video_id=video))["code"] == 40002
    elsewhere = {**who, "tto_invite_link": other["invite_link"]}
    await office.post(JOIN, **elsewhere)
    assert (await office.post(LINK_OWN, **elsewhere, video_id=video))["code"] == 40002
    listed = await office.read("/tto/tcm/campaign/", campaign_ids=[campaign["campaign_id"]])
    assert listed["campaigns"][0]["video_ids"] == [video]
    assert office.kinds("video_linked", "video_published") == ["video_linked"]
    await office.pass_time(1800)
    assert office.kinds("video_linked", "video_published") == ["video_linked", "video_published"]


async def test_a_link_request_lives_from_asking_to_approval(office: Office, ana: Creator) -> None:
    campaign = await office.campaign(ana.handle, default_spark_ads_requested_authorization_days=30)
    video = video_of(office, ana)
    asked = await office.do(LINK, campaign_id=campaign["campaign_id"], video_id=video, action="LINK")
    assert asked == {
        "video_id": video,
        "status": "IN_REVIEW",
        "last_reminded_timestamp": "2026-11-20T00:00:00Z",
        "number_of_requests": 1,
        "campaign_type": "CAMPAIGN",
    }
    token, open_id = await office.creator(ana.handle)
    who: Json = {"token": token, "creator_id": open_id}
    pending = (await office.get(PENDING, **who, tto_invite_link=campaign["invite_link"]))["data"]
    request_id = pending["link_requests"][0]["link_request_id"]
    assert pending == {
        "campaign_id": campaign["campaign_id"],
        "spark_authorization_days": 30,
        "link_requests": [{"video_id": video, "link_request_id": request_id}],
    }
    tom_token, tom_id = await office.creator("techwithtom")
    wrong = {"token": tom_token, "creator_id": tom_id, "link_request_id": request_id, "action": "APPROVE"}
    assert (await office.post(CONFIRM, **wrong))["code"] == 40001
    assert (await office.post(CONFIRM, **who, link_request_id="1", action="APPROVE"))["code"] == 40007
    assert (await office.post(CONFIRM, **who, link_request_id=request_id, action="YES"))["code"] == 40002
    assert (await office.post(CONFIRM, **who, link_request_id=request_id, action="APPROVE"))["data"] == {}
    assert (await office.post(CONFIRM, **who, link_request_id=request_id, action="REJECT"))["code"] == 40002
    data = await office.read(STATUS, campaign_ids=[campaign["campaign_id"]], handle_names=[ana.handle])
    assert data["video_infos"] == [
        {**asked, "status": "APPROVE", "campaign_id": campaign["campaign_id"], "link_request_id": request_id}
    ]
    assert data["page_info"] == {"page": 1, "page_size": 10, "total_number": 1, "total_page": 1}
    assert office.kinds("link_requested", "link_approved", "video_linked") == [
        "link_requested", "link_approved", "video_linked",
    ]  # fmt: skip
    again = {"campaign_id": campaign["campaign_id"], "video_id": video}
    assert await office.refused(LINK, **again, action="REVOKE") == 40002
    assert await office.refused(LINK, **again, action="LINK") == 40002


async def test_two_reminders_are_allowed_each_a_day_after_the_last(office: Office, ana: Creator) -> None:
    campaign = await office.campaign(ana.handle)
    given = {"campaign_id": campaign["campaign_id"], "video_id": video_of(office, ana), "action": "LINK"}
    await office.do(LINK, **given)
    await office.pass_time(86_399)
    assert await office.refused(LINK, **given) == 40002
    await office.pass_time(1)
    assert (await office.do(LINK, **given))["number_of_requests"] == 2
    assert await office.refused(LINK, **given) == 40002
    await office.pass_time(86_400)
    reminded = await office.do(LINK, **given)
    assert (reminded["number_of_requests"], reminded["last_reminded_timestamp"]) == (3, "2026-11-22T00:00:00Z")
    await office.pass_time(86_400)
    assert await office.refused(LINK, **given) == 40002
    assert office.kinds("link_requested", "link_reminded") == ["link_requested", "link_reminded", "link_reminded"]


async def test_a_request_is_revoked_once_while_pending(office: Office, ana: Creator) -> None:
    campaign = await office.campaign(ana.handle)
    given = {"campaign_id": campaign["campaign_id"], "video_id": video_of(office, ana)}
    assert await office.refused(LINK, **given, action="REVOKE") == 40002
    await office.do(LINK, **given, action="LINK")
    assert (await office.do(LINK, **given, action="REVOKE"))["status"] == "REVOKE"
    assert await office.refused(LINK, **given, action="REVOKE") == 40002
    token, open_id = await office.creator(ana.handle)
    pending = await office.get(PENDING, token=token, creator_id=open_id, tto_invite_link=campaign["invite_link"])
    assert pending["data"]["link_requests"] == []


async def test_a_link_needs_an_invited_creators_free_and_known_video(office: Office, ana: Creator) -> None:
    first, second = await office.campaign(ana.handle), await office.campaign(ana.handle)
    tom = office.simulator.world.creator(1)
    given = {"campaign_id": first["campaign_id"], "action": "LINK"}
    assert await office.refused(LINK, **given, video_id=video_of(office, tom)) == 40002
    assert await office.refused(LINK, **given, video_id="7493990579714164574") == 40007
    assert await office.refused(LINK, **{**given, "campaign_id": "1"}, video_id=video_of(office, ana)) == 40007
    assert await office.refused(LINK, **{**given, "action": "ASK"}, video_id=video_of(office, ana)) == 40002
    token, open_id = await office.creator(ana.handle)
    who = {"token": token, "creator_id": open_id, "tto_invite_link": second["invite_link"]}
    await office.post(JOIN, **who)
    await office.post(LINK_OWN, **who, video_id=video_of(office, ana))
    assert await office.refused(LINK, **given, video_id=video_of(office, ana)) == 40002


async def test_a_rejected_request_is_over(office: Office, ana: Creator) -> None:
    campaign = await office.campaign(ana.handle)
    given = {"campaign_id": campaign["campaign_id"], "video_id": video_of(office, ana), "action": "LINK"}
    await office.do(LINK, **given)
    token, open_id = await office.creator(ana.handle)
    request_id = (await office.read(STATUS))["video_infos"][0]["link_request_id"]
    await office.post(CONFIRM, token=token, creator_id=open_id, link_request_id=request_id, action="REJECT")
    assert (await office.read(STATUS))["video_infos"][0]["status"] == "REJECTED"
    assert await office.refused(LINK, **given) == 40002


async def test_link_statuses_can_show_the_odd_page_info_and_have_bounds(office: Office) -> None:
    office.simulator.market.change_options({"total_size": True})
    data = await office.read(STATUS)
    assert data == {"video_infos": [], "page_info": {"page": 1, "page_size": 10, "total_number": 0, "total_size": 0}}
    for bad in ({"page_size": 51}, {"campaign_type": "ALL"}, {"handle_names": [f"h{n}" for n in range(51)]}):
        assert await office.refused_read(STATUS, **bad) == 40002


async def test_link_states_are_shown_of_everyone_when_no_handle_is_named(office: Office) -> None:
    campaign = await office.campaign("glow.by.ana")
    video = office.simulator.world.creator(0).videos_at(office.simulator.clock.now())[0]
    await office.do("/tto/tcm/campaign/link/", campaign_id=campaign["campaign_id"], video_id=video.id, action="LINK")
    everyone: Json = {}
    nobody, tom = everyone | {"handle_names": []}, everyone | {"handle_names": ["techwithtom"]}
    shown = [
        len((await office.read("/tto/tcm/campaign/link/status/", **given))["video_infos"])
        for given in (everyone, nobody, tom)
    ]
    assert shown == [1, 1, 0]
