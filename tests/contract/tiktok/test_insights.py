"""The contracts of BusinessProfiles, ConsentedInsights, PublicVideos and CampaignAudiences."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.tiktok_one import Access, NewCampaign
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.insights.audience import Dimension
from tests.contract.tiktok.stages import TikTokStage, brand_access, creator_access

SCOPES = frozenset(
    {
        "user.info.basic",
        "user.info.username",
        "user.info.stats",
        "user.insights",
        "video.list",
        "video.insights",
        "biz.creator.info",
        "biz.creator.insights",
    }
)


@pytest.fixture
async def ana(tiktok: TikTokStage) -> CreatorAccess:
    return await creator_access(tiktok, tiktok.handles[0], SCOPES)


@pytest.mark.parametrize(
    ("scopes", "known"),
    [
        ({"user.info.username"}, True),
        ({"biz.creator.info", "biz.creator.insights"}, True),
        ({"user.info.basic", "user.insights"}, False),
    ],
)
async def test_the_handle_is_told_as_far_as_the_scopes_reach(
    tiktok: TikTokStage, ana: CreatorAccess, scopes: set[str], *, known: bool
) -> None:
    handle = await tiktok.business_profiles.handle(ana, scopes)
    assert handle == (Handle.of(tiktok.handles[0]) if known else None)


async def test_the_authorized_audience_has_five_dimensions(tiktok: TikTokStage, ana: CreatorAccess) -> None:
    audience = await tiktok.consented_insights.authorized(ana)
    assert {one.dimension for one in audience.distributions} == {
        Dimension.COUNTRY,
        Dimension.GENDER,
        Dimension.AGE,
        Dimension.DEVICE,
        Dimension.USAGE,
    }
    assert len(audience.by(Dimension.COUNTRY)) <= 3
    assert {share.key for share in audience.by(Dimension.GENDER)} == {"FEMALE", "MALE"}
    assert {share.key for share in audience.by(Dimension.USAGE)} == {"ACTIVE", "INACTIVE"}
    assert {"APPLE", "OTHER"} <= {share.key for share in audience.by(Dimension.DEVICE)}
    assert sum(share.fraction for share in audience.by(Dimension.AGE)) == pytest.approx(1)


async def test_days_come_in_order_without_those_that_are_not_told_yet(tiktok: TikTokStage, ana: CreatorAccess) -> None:
    today = tiktok.clock.now().date()
    told = await tiktok.consented_insights.organic(ana, SCOPES, first=today - timedelta(days=60), last=today)
    days = [day for day, _ in told.days]
    assert days == sorted(days)
    assert days[0] == today - timedelta(days=60)
    assert days[-1] == today - timedelta(days=2)
    newest = told.days[-1][1]
    assert None not in (newest.followers, newest.views, newest.likes, newest.new_followers, newest.lost_followers)
    assert newest.engagement_rate is not None
    assert told.audience.by(Dimension.CITY)
    assert len(told.activity) in {0, 24}


async def test_followers_are_left_out_where_their_scope_is_missing(tiktok: TikTokStage, ana: CreatorAccess) -> None:
    today = tiktok.clock.now().date()
    week = today - timedelta(days=7)
    told = await tiktok.consented_insights.organic(ana, {"user.insights"}, first=week, last=today)
    assert {counts.followers for _, counts in told.days} == {None}
    assert all(counts.views is not None for _, counts in told.days)


async def test_tiktok_tells_no_more_than_sixty_days(tiktok: TikTokStage, ana: CreatorAccess) -> None:
    today = tiktok.clock.now().date()
    with pytest.raises(TikTokRefused):
        await tiktok.consented_insights.organic(ana, SCOPES, first=today - timedelta(days=61), last=today)


async def test_own_videos_come_newest_first_with_what_only_their_creator_sees(
    tiktok: TikTokStage, ana: CreatorAccess
) -> None:
    videos = await tiktok.consented_insights.own_videos(ana, SCOPES, most=25)
    assert len(videos) == len({one.video_id for one in videos}) == 25
    times = [one.published_at for one in videos]
    assert times == sorted(times, reverse=True)
    assert all(one.published_at <= tiktok.clock.now() for one in videos)
    assert all(one.counts.views is not None and one.reach is not None for one in videos)
    assert any(one.average_watch is not None for one in videos)
    less = await tiktok.consented_insights.own_videos(ana, SCOPES - {"video.insights"}, most=5)
    assert [one.video_id for one in less] == [one.video_id for one in videos[:5]]
    assert {one.average_watch for one in less} == {None}


@pytest.mark.parametrize("call", ["authorized", "organic", "own_videos"])
async def test_what_was_not_granted_is_refused_and_a_dead_token_rejected(
    tiktok: TikTokStage, ana: CreatorAccess, call: str
) -> None:
    today = tiktok.clock.now().date()

    async def ask(access: CreatorAccess) -> None:
        source = tiktok.consented_insights
        if call == "authorized":
            await source.authorized(access)
        elif call == "organic":
            await source.organic(access, SCOPES, first=today - timedelta(days=3), last=today)
        else:
            await source.own_videos(access, SCOPES, most=5)

    poor = await creator_access(tiktok, tiktok.handles[1], frozenset({"user.info.basic"}))
    with pytest.raises(TikTokRefused):
        await ask(poor)
    with pytest.raises(TikTokRefused):
        await ask(replace(ana, open_id=poor.open_id))
    await tiktok.creator_login.revoke(ana.token)
    with pytest.raises(TikTokTokenRejected):
        await ask(ana)


async def test_an_answer_that_never_comes_is_a_lost_one(tiktok: TikTokStage, ana: CreatorAccess) -> None:
    for _ in range(3):  # the adapter itself asks three times
        await tiktok.lose_answer("insights.authorized")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.consented_insights.authorized(ana)


async def test_public_videos_come_newest_first_and_a_stranger_has_none(tiktok: TikTokStage, access: Access) -> None:
    videos = await tiktok.public_videos.newest(access, Handle.of(tiktok.handles[0]), most=30)
    assert videos is not None
    assert len(videos) == len({one.video_id for one in videos}) == 30
    times = [one.published_at for one in videos]
    assert times == sorted(times, reverse=True)
    assert {(one.reach, one.average_watch, one.completion) for one in videos} == {(None, None, None)}
    assert all(one.counts.views is not None for one in videos)
    assert await tiktok.public_videos.newest(access, Handle.of(tiktok.stranger), most=30) is None


async def test_a_campaigns_watchers_are_told_per_video(tiktok: TikTokStage, access: Access) -> None:
    ana = Handle.of(tiktok.handles[0])
    made = await tiktok.campaigns.create(access, NewCampaign(f"W {tiktok.mark}", "Lumen", "", (ana,), notify=False))
    assert list(await tiktok.campaign_audiences.read(access, made.at_tiktok)) == []
    creator = await creator_access(tiktok, tiktok.handles[0])
    await tiktok.creator_campaigns.join(creator, made.at_tiktok.invite_link)
    video_id = (await tiktok.videos_of(tiktok.handles[0]))[0]
    await tiktok.creator_campaigns.link_video(creator, made.at_tiktok.invite_link, video_id)
    await tiktok.pass_time(timedelta(hours=49))  # TikTok reckons audiences by the day
    access = await brand_access(tiktok)
    [watched] = await tiktok.campaign_audiences.read(access, made.at_tiktok)
    assert watched.handle == ana
    assert watched.views > 0
    assert watched.audience.by(Dimension.INTEREST)
    assert {share.key for share in watched.audience.by(Dimension.GENDER)} == {"FEMALE", "MALE"}
