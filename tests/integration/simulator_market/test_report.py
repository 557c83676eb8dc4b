import pytest

from tests.integration.simulator_market.office import Json, Office

REPORT = "/tto/tcm/report/"
US = {"Country-Code": "US"}


async def linked(office: Office) -> tuple[str, str]:
    """(campaign, video) of Ana, freshly posted, joined and linked."""
    office.simulator.market.change_options({"autonomous": False})
    ana, now = office.simulator.world.creator(0), office.simulator.clock.now()
    video = office.simulator.world.post_video(ana, now, caption="serum #ad", duration=20)
    campaign = await office.campaign(ana.handle)
    token, open_id = await office.creator(ana.handle)
    who = {"token": token, "creator_id": open_id, "tto_invite_link": campaign["invite_link"]}
    await office.post("/tto/creator/campaign/join/", **who)
    assert (await office.post("/tto/creator/campaign/video/link/", **who, video_id=video.id))["code"] == 0
    return campaign["campaign_id"], video.id


async def row(office: Office, campaign_id: str, **more: object) -> Json:
    data = await office.read(REPORT, headers=US, campaign_id=campaign_id, **more)
    found: Json = data["videos"][0]
    return found


async def test_a_row_is_a_linked_video_with_everything_but_revenue(office: Office) -> None:
    campaign_id, video_id = await linked(office)
    await office.pass_time(2 * 86_400)
    data = await office.read(REPORT, headers=US, campaign_id=campaign_id)
    assert {name: value for name, value in data.items() if name != "videos"} == {
        "tto_tcm_account_id": office.account,
        "campaign_id": campaign_id,
        "country_code": "US",
        "campaign_type": "CAMPAIGN",
        "campaign_channel_type": "API_LITE_CAMPAIGN",
        "page_info": {"page": 1, "page_size": 25, "total_number": 1, "total_page": 1},
    }
    (one,) = data["videos"]
    assert one["video_info"]["video_id"] == video_id
    assert one["video_info"]["create_time"] == "2026-11-20 00:00:00"
    assert one["creator_info"] == {"handle_name": "glow.by.ana", "display_name": "Ana Glow"}
    assert one["engagement_count"] == one["likes"] + one["comments"] + one["shares"]
    assert one["engagement_rate"] == round(one["engagement_count"] / one["video_views"], 6)
    assert one["video_views"] == one["video_views_organic"] > 1000
    assert (one["video_views_paid"], one["ad_cost"], one["ad_conversions"]) == (None, 0, 0)
    assert one["total_play_time"] == int(one["video_views"] * one["average_view_time"])
    assert 1 >= one["two_seconds_views"] > one["six_seconds_views"] > one["video_completion_rate"] > 0
    assert one["video_view_retention"][0] == 1
    assert one["video_view_retention"] == sorted(one["video_view_retention"], reverse=True)
    assert sum(source["video_views"] for source in one["video_views_by_source"]) == one["video_views"]
    assert one["video_views_by_source"][0]["source"] == "for_you"
    assert one["reach"] < one["video_views"]
    assert {age["age"] for age in one["audience_age_distribution"]} == {"1", "2", "3", "4", "5", "6"}
    assert {device["device"] for device in one["audience_device_distribution"]} == {"ios", "android"}
    for name in ("genders", "countries", "age", "device", "locale", "interest", "language"):
        parts = one[f"audience_{name}_distribution"]
        assert sum(part["percentage"] for part in parts) == pytest.approx(1, abs=1e-9), name
    assert not [name for name in one if "revenue" in name or name == "roi"]
    assert one["daily_stats"] == []


async def test_daily_figures_are_missing_until_the_night_after_linking(office: Office) -> None:
    campaign_id, _ = await linked(office)
    await office.pass_time(3600)
    early = await row(office, campaign_id)
    assert early["video_views"] > 0
    assert [early[name] for name in ("reach", "two_seconds_views", "audience_genders_distribution")] == [None] * 3
    await office.pass_time(86_400)
    assert (await row(office, campaign_id))["reach"] > 0


async def test_counters_grow_and_days_add_up_to_the_total(office: Office) -> None:
    campaign_id, _ = await linked(office)
    views = []
    for _ in range(5):
        await office.pass_time(20 * 3600)
        views.append((await row(office, campaign_id))["video_views"])
    assert views == sorted(views)
    one = await row(office, campaign_id, start_date="2026-11-10", end_date="2026-12-31")
    days = one["daily_stats"]
    assert [stat["date"] for stat in days] == [f"2026-11-{day}" for day in range(20, 25)]
    for name, total in (("views", "video_views"), ("likes", "likes"), ("comments", "comments"), ("shares", "shares")):
        assert sum(stat[name] for stat in days) == one[total]
    assert all("reach" in stat for stat in days[:-1])
    assert "reach" not in days[-1]


async def test_nullable_figures_are_sometimes_null(office: Office) -> None:
    campaign_id, _ = await linked(office)
    await office.pass_time(2 * 86_400)
    office.simulator.market.change_options({"null_share": 0.5})
    some = await row(office, campaign_id)
    office.simulator.market.change_options({"null_share": 1.0})
    every = await row(office, campaign_id)
    nullable = [name for name, value in every.items() if value is None]
    assert {"reach", "average_view_time", "audience_genders_distribution"} <= set(nullable)
    assert 0 < sum(some[name] is None for name in nullable) < len(nullable)
    assert min(every["video_views"], every["likes"]) > 0


@pytest.mark.parametrize(
    ("headers", "given"),
    [
        ({}, {}),
        ({"Country-Code": "DE"}, {}),
        (US, {"campaign_id": None}),
        (US, {"start_date": "2026-11-20"}),
        (US, {"end_date": "2026-11-20"}),
        (US, {"start_date": "2026-11-21", "end_date": "2026-11-20"}),
        (US, {"start_date": "20.11.2026", "end_date": "2026-11-20"}),
        (US, {"page_size": 101}),
    ],
)
async def test_a_report_refuses_missing_headers_half_ranges_and_bad_pages(
    office: Office, headers: Json, given: Json
) -> None:
    campaign = await office.campaign("glow.by.ana")
    wanted = {"campaign_id": campaign["campaign_id"], **given}
    kept = {name: value for name, value in wanted.items() if value is not None}
    assert await office.refused_read(REPORT, headers=headers, **kept) == 40002
    assert await office.refused_read(REPORT, headers=US, campaign_id="1") == 40007


async def test_rows_are_of_the_headers_country_only(office: Office) -> None:
    office.simulator.market.change_options({"autonomous": False})
    german = next(one for one in office.simulator.world.creators if one.country == "DE" and one.is_on_marketplace)
    campaign = await office.campaign("glow.by.ana", german.handle)
    assert campaign["country_codes"] == ["US", "DE"]
    token, open_id = await office.creator(german.handle)
    who = {"token": token, "creator_id": open_id, "tto_invite_link": campaign["invite_link"]}
    await office.post("/tto/creator/campaign/join/", **who)
    video = german.videos_at(office.simulator.clock.now())[0]
    await office.post("/tto/creator/campaign/video/link/", **who, video_id=video.id)
    counts = {}
    for country in ("US", "DE"):
        headers = {"Country-Code": country}
        data = await office.read(REPORT, headers=headers, campaign_id=campaign["campaign_id"])
        counts[country] = len(data["videos"])
    assert counts == {"US": 0, "DE": 1}
