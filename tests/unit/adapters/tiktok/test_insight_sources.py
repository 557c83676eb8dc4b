"""TikTok's documented payloads of insights, as they come off the wire."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from creatorport.adapters.oauth.business_creator_login import BusinessCreatorLogin
from creatorport.adapters.tiktok.business.campaign_audiences import HttpCampaignAudiences
from creatorport.adapters.tiktok.business.consented_insights import HttpConsentedInsights
from creatorport.adapters.tiktok.business.public_videos import HttpPublicVideos
from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.errors import TikTokAnswerLost, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.insights.audience import Audience, Dimension, Share
from creatorport.domain.insights.days import DayCounts
from creatorport.domain.secret import Secret
from tests.fakes.clock import MovableClock
from tests.unit.adapters.tiktok.stage import Stage, business

ANA = CreatorAccess("-000AnaOpenId0001", Secret("act.ana.1"), WorkspaceId("lumen"))
BRAND = Access("7400000000000000001", Secret("brand-token"))

AUTHORIZED = {
    "audience_countries": [{"country": "US", "percentage": 0.61}, {"country": "CA", "percentage": 0.12}],
    "audience_genders": [{"gender": "Male", "percentage": 0.17}, {"gender": "Female", "percentage": 0.83}],
    "audience_ages": [{"age": "25-34", "percentage": 0.44}, {"age": "Other", "percentage": 0.37}],
    "audience_devices": [{"device": "APPLE", "percentage": 0.72}, {"device": "Other", "percentage": 0.08}],
    "audience_usages": [{"usage": "active", "percentage": 0.91}, {"usage": "inactive", "percentage": 0.09}],
}
ORGANIC: dict[str, Any] = {
    "followers_count": 482113,
    "metrics": [
        {"date": "2026-11-17", "followers_count": 481002, "video_views": 90112, "likes": 4011, "comments": 120,
         "shares": 77, "audience_activity": [{"hour": "0", "count": 10}, {"hour": "23", "count": 30}]},
        {"date": "2026-11-18", "followers_count": 482113, "video_views": 61230, "likes": 3120, "comments": 88,
         "shares": 41, "audience_activity": [{"hour": "0", "count": 20}, {"hour": "23", "count": None}]},
    ],
    "audience_genders": [{"gender": "Female", "percentage": 0.8031}, {"gender": "Other", "percentage": 0.0284}],
    "audience_countries": [{"country": "US", "percentage": 0.61}],
}  # fmt: skip
VIDEO = {
    "item_id": 7493990579714164574, "create_time": "1788950000", "video_views": 61230, "likes": 3120,
    "comments": 88, "shares": 41, "reach": 54012, "average_time_watched": 8.37, "full_video_watched_rate": 0.21,
}  # fmt: skip


async def test_an_authorized_audience_is_read_whatever_the_case_and_order() -> None:
    stage = Stage([business(data=AUTHORIZED)])
    told = await HttpConsentedInsights(stage.transport()).authorized(ANA)
    [request] = stage.asked
    assert request.url.path == "/open_api/v1.3/tto/creator/authorized/"
    assert request.headers["access-token"] == "act.ana.1"
    assert request.url.params["creator_id"] == "-000AnaOpenId0001"
    assert json.loads(request.url.params["fields"]) == list(AUTHORIZED)
    assert told.by(Dimension.GENDER) == (Share("FEMALE", 0.83), Share("MALE", 0.17))
    assert told.by(Dimension.DEVICE)[1] == Share("OTHER", 0.08)
    assert told.by(Dimension.AGE)[0] == Share("25-34", 0.44)


async def test_days_and_the_hours_of_an_account_are_read() -> None:
    stage = Stage([business(data=ORGANIC)])
    scopes = {"user.insights", "user.info.stats"}
    first, last = date(2026, 11, 17), date(2026, 11, 19)
    told = await HttpConsentedInsights(stage.transport()).organic(ANA, scopes, first=first, last=last)
    query = stage.asked[0].url.params
    assert (query["business_id"], query["start_date"], query["end_date"]) == (ANA.open_id, "2026-11-17", "2026-11-19")
    assert told.days[1] == (
        date(2026, 11, 18),
        DayCounts(followers=482113, views=61230, likes=3120, comments=88, shares=41),
    )
    assert (told.activity[0], told.activity[23], sum(told.activity)) == (15.0, 15.0, 30.0)
    assert told.audience.by(Dimension.GENDER)[1] == Share("OTHER", 0.0284)


async def test_an_account_that_tells_nothing_is_empty_and_not_zero() -> None:
    nothing = {"audience_genders": [], "audience_ages": None, "metrics": [{"date": "2026-11-17", "likes": None}]}
    stage = Stage([business(data=nothing)])
    day = date(2026, 11, 17)
    told = await HttpConsentedInsights(stage.transport()).organic(ANA, {"user.insights"}, first=day, last=day)
    assert told.audience == Audience()
    assert told.activity == ()
    assert told.days == ((day, DayCounts()),)


async def test_own_videos_are_walked_by_the_cursor_as_it_came() -> None:
    pages = [
        business(data={"videos": [VIDEO], "cursor": 1788950000000, "has_more": True}),
        business(data={"videos": [VIDEO, {**VIDEO, "item_id": "2"}], "cursor": 1, "has_more": False}),
    ]
    stage = Stage(pages)
    videos = await HttpConsentedInsights(stage.transport()).own_videos(ANA, {"video.list", "video.insights"}, most=40)
    assert [one.video_id for one in videos] == ["7493990579714164574", "2"]
    assert videos[0].published_at == datetime.fromtimestamp(1788950000, UTC)
    assert (videos[0].reach, videos[0].average_watch, videos[0].completion) == (54012, 8.37, 0.21)
    assert "cursor" not in stage.asked[0].url.params
    assert stage.asked[1].url.params["cursor"] == "1788950000000"


async def test_public_videos_count_their_time_in_milliseconds() -> None:
    post = {"video_id": "7493990579714164574", "likes": 3120, "video_views": 61230, "create_time": "1788950000000"}
    stage = Stage([business(data={"posts": [post], "page_info": {"has_more": False, "cursor": 0}})])
    videos = await HttpPublicVideos(stage.transport()).newest(BRAND, Handle.of("glow.by.ana"), most=25)
    assert videos is not None
    assert videos[0].published_at == datetime.fromtimestamp(1788950000, UTC)
    assert (videos[0].counts.views, videos[0].counts.shares) == (61230, None)


async def test_a_report_tells_ages_by_number_and_may_leave_a_gender_out() -> None:
    row = {
        "video_info": {"video_id": "1"},
        "creator_info": {"handle_name": "glow.by.ana"},
        "video_views": None,
        "audience_genders_distribution": [{"gender": None, "percentage": 0.2}, {"gender": "FEMALE", "percentage": 0.8}],
        "audience_age_distribution": [{"age": "3", "percentage": 0.6}],
        "audience_locale_distribution": None,
        "audience_interest_distribution": [{"interest_tag": "14", "percentage": 0.05}],
    }
    paging = {"page": 1, "page_size": 100, "total_number": 1, "total_page": 1}
    stage = Stage([business(data={"videos": [row], "page_info": paging})])
    at_tiktok = AtTikTok("7500000000000000001", "https://www.tiktok.com/t/x/", ("US",))
    [watched] = await HttpCampaignAudiences(stage.transport()).read(BRAND, at_tiktok)
    assert stage.asked[0].headers["country-code"] == "US"
    assert watched.views == 0
    assert watched.audience.by(Dimension.GENDER) == (Share("FEMALE", 0.8), Share("UNKNOWN", 0.2))
    assert watched.audience.by(Dimension.AGE) == (Share("25-34", 0.6),)
    assert watched.audience.by(Dimension.LOCALE) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience_genders": [{"gender": "Female", "percentage": 83}]},
        {"audience_genders": [{"gender": "Female", "percentage": "most"}]},
        {"audience_genders": {"Female": 0.83}},
        {"audience_genders": ["Female"]},
    ],
)
async def test_shares_that_make_no_sense_are_a_lost_answer(wrong: dict[str, Any]) -> None:
    with pytest.raises(TikTokAnswerLost):
        await HttpConsentedInsights(Stage([business(data=wrong)]).transport()).authorized(ANA)


@pytest.mark.parametrize("metrics", [[{"date": "18.11.2026"}], [{"date": None}], [{"date": "2026-11-18", "likes": -1}]])
async def test_days_that_make_no_sense_are_a_lost_answer(metrics: list[Any]) -> None:
    stage = Stage([business(data={"metrics": metrics})])
    day = date(2026, 11, 17)
    with pytest.raises(TikTokAnswerLost):
        await HttpConsentedInsights(stage.transport()).organic(ANA, {"user.insights"}, first=day, last=day)


def login(stage: Stage) -> BusinessCreatorLogin:
    return BusinessCreatorLogin(
        stage.transport(),
        www_origin="https://www.tiktok.com",
        app_id="7519035078651936769",
        app_secret=Secret("s3cr3t"),
        redirect_uri="https://gw.example.com/oauth/tiktok/",
        clock=MovableClock(),
    )


async def test_the_creators_login_speaks_json_and_the_apps_id() -> None:
    pair = {
        "access_token": "act.ana.1", "token_type": "Bearer", "scope": "user.info.basic,tcm.order.update",
        "expires_in": 86400, "refresh_token": "rft.ana.1", "refresh_token_expires_in": 31536000,
        "open_id": "-000AnaOpenId0001",
    }  # fmt: skip
    stage = Stage([business(data=pair)])
    granted = await login(stage).exchange(Secret("Zx9..."), Secret("unused"))
    assert json.loads(stage.asked[0].content) == {
        "client_id": "7519035078651936769",
        "client_secret": "s3cr3t",
        "grant_type": "authorization_code",
        "auth_code": "Zx9...",
        "redirect_uri": "https://gw.example.com/oauth/tiktok/",
    }
    assert granted.open_id == "-000AnaOpenId0001"
    assert granted.grant.scopes == {"user.info.basic", "tcm.order.update"}
    assert granted.grant.access_token == Secret("act.ana.1")


def test_the_consent_page_is_asked_for_as_the_portal_issues_it() -> None:
    url = login(Stage([])).authorize_url(
        state=Secret("s&t"), verifier=Secret("v"), scopes={"video.list", "user.info.basic"}, always_ask=False
    )
    assert url == (
        "https://www.tiktok.com/v2/auth/authorize?client_key=7519035078651936769"
        "&scope=user.info.basic%2Cvideo.list&response_type=code"
        "&redirect_uri=https%3A%2F%2Fgw.example.com%2Foauth%2Ftiktok%2F&state=s%26t"
    )


@pytest.mark.parametrize("code", [40103, 40107])
async def test_a_dead_refresh_token_is_rejected(code: int) -> None:
    with pytest.raises(TikTokTokenRejected):
        await login(Stage([business(code, message="dead")])).refresh(Secret("rft"))


async def test_revoking_what_is_dead_ends_nothing() -> None:
    assert not await login(Stage([business(40105, message="revoked")])).revoke(Secret("act"))
    assert await login(Stage([business()])).revoke(Secret("act"))
