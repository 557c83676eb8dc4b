"""The contract of SparkAds."""

from datetime import timedelta

import pytest

from creatorport.application.ports.spark_ads import SparkStatus
from creatorport.application.ports.tiktok_one import Access, NewCampaign
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkCode
from tests.contract.tiktok.stages import TikTokStage


async def linked(tiktok: TikTokStage, access: Access, place: int) -> str:
    """A video that counts for a campaign of its own; each test takes another creator's."""
    handle = tiktok.handles[place]
    new = NewCampaign(f"Spark {tiktok.mark}", "Lumen", "", (Handle.of(handle),), notify=False)
    campaign = await tiktok.campaigns.create(access, new)
    return await tiktok.link_video(campaign.at_tiktok, handle)


async def code_of(tiktok: TikTokStage, access: Access, video: str) -> SparkCode:
    shown = await tiktok.spark_ads.status(access, video)
    assert shown is not None
    assert shown.code is not None
    return shown.code


async def test_a_wish_waits_is_accepted_extended_and_taken(tiktok: TikTokStage, access: Access) -> None:
    spark, video = tiktok.spark_ads, await linked(tiktok, access, 0)
    assert await spark.status(access, video) is None
    await spark.apply(access, video, 7, extend=False)
    waiting = await spark.status(access, video)
    assert waiting is not None
    assert (waiting.status, waiting.raw_status, waiting.requested_days, waiting.code) == (
        SparkStatus.WAITING, "WAITING", 7, None,
    )  # fmt: skip
    with pytest.raises(TikTokRefused):
        await spark.apply(access, video, 7, extend=False)
    await tiktok.pass_time(timedelta(hours=1))
    await tiktok.decide_spark(video, accept=True)
    code = await code_of(tiktok, access, video)
    assert (code.status, code.ends_at - code.starts_at) == ("NOT_USED", timedelta(days=7))
    with pytest.raises(TikTokRefused):
        await spark.apply(access, video, 7, extend=False)
    assert await spark.is_redeemed(access, tiktok.advertiser_id, code.code) is False
    await tiktok.lose_answer("spark.redeem")
    with pytest.raises(TikTokAnswerLost):
        await spark.redeem(access, tiktok.advertiser_id, code.code)
    assert await spark.is_redeemed(access, tiktok.advertiser_id, code.code) is True
    with pytest.raises(TikTokRefused):
        await spark.redeem(access, tiktok.advertiser_id, code.code)
    await spark.apply(access, video, 30, extend=True)
    await tiktok.pass_time(timedelta(hours=1))
    await tiktok.decide_spark(video, accept=True)
    longer = await code_of(tiktok, access, video)
    assert (longer.code, longer.status, longer.ends_at - code.ends_at) == (code.code, "IN_USE", timedelta(days=30))


async def test_a_no_is_shown(tiktok: TikTokStage, access: Access) -> None:
    video = await linked(tiktok, access, 1)
    await tiktok.lose_request("spark.apply")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.spark_ads.apply(access, video, 30, extend=False)
    assert await tiktok.spark_ads.status(access, video) is None
    await tiktok.spark_ads.apply(access, video, 30, extend=False)
    await tiktok.decide_spark(video, accept=False)
    shown = await tiktok.spark_ads.status(access, video)
    assert shown is not None
    assert (shown.status, shown.code) == (SparkStatus.REJECTED, None)


async def test_what_is_not_linked_is_not_asked_for_and_what_is_no_code_is_not_taken(
    tiktok: TikTokStage, access: Access
) -> None:
    video = (await tiktok.videos_of(tiktok.handles[2]))[0]
    with pytest.raises(TikTokRefused):
        await tiktok.spark_ads.apply(access, video, 30, extend=False)
    with pytest.raises(TikTokRefused):
        await tiktok.spark_ads.redeem(access, tiktok.advertiser_id, Secret("#no-code"))
