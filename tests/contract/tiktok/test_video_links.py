"""The contract of VideoLinks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.tiktok_one import Access, CampaignAtTikTok, NewCampaign
from creatorport.application.ports.video_links import LinkStatus
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused
from creatorport.domain.handle import Handle
from tests.contract.tiktok.stages import TikTokStage

DAY = timedelta(hours=24)


@pytest.fixture
async def campaign(tiktok: TikTokStage, access: Access) -> CampaignAtTikTok:
    new = NewCampaign(f"Links {tiktok.mark}", "Lumen", "", (Handle.of(tiktok.handles[2]),), notify=False)
    return await tiktok.campaigns.create(access, new)


async def test_a_request_is_made_reminded_of_twice_and_shown(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    number, video = campaign.at_tiktok.campaign_id, (await tiktok.videos_of(tiktok.handles[2]))[0]
    assert await tiktok.links.of_campaign(access, number) == []
    asked = await tiktok.links.request(access, number, video)
    assert (asked.video_id, asked.status, asked.raw_status, asked.requests) == (
        video, LinkStatus.IN_REVIEW, "IN_REVIEW", 1,
    )  # fmt: skip
    for requests in (2, 3):
        with pytest.raises(TikTokRefused):
            await tiktok.links.request(access, number, video)
        await tiktok.pass_time(DAY)
        reminded = await tiktok.links.request(access, number, video)
        assert (reminded.status, reminded.requests) == (LinkStatus.IN_REVIEW, requests)
        assert reminded.asked_at is not None
        assert abs(reminded.asked_at - tiktok.clock.now()) < timedelta(minutes=1)
    await tiktok.pass_time(DAY)
    with pytest.raises(TikTokRefused):
        await tiktok.links.request(access, number, video)
    (shown,) = await tiktok.links.of_campaign(access, number)
    assert (shown.request_id is None, reminded.request_id) == (False, None)
    assert replace(shown, request_id=None) == reminded


async def test_a_pending_request_is_taken_back_once_and_can_be_made_again(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    number, video = campaign.at_tiktok.campaign_id, (await tiktok.videos_of(tiktok.handles[2]))[1]
    with pytest.raises(TikTokRefused):
        await tiktok.links.revoke(access, number, video)
    await tiktok.links.request(access, number, video)
    assert (await tiktok.links.revoke(access, number, video)).status is LinkStatus.REVOKE
    with pytest.raises(TikTokRefused):
        await tiktok.links.revoke(access, number, video)
    await tiktok.links.request(access, number, video)
    shown = await tiktok.links.of_campaign(access, number)
    assert [one.status for one in shown] == [LinkStatus.IN_REVIEW, LinkStatus.REVOKE]
    assert len({one.request_id for one in shown}) == 2


async def test_what_was_asked_is_shown_also_when_the_answer_was_lost(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    number, video = campaign.at_tiktok.campaign_id, (await tiktok.videos_of(tiktok.handles[2]))[2]
    await tiktok.lose_request("links.request")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.links.request(access, number, video)
    assert await tiktok.links.of_campaign(access, number) == []
    await tiktok.lose_answer("links.request")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.links.request(access, number, video)
    assert [one.video_id for one in await tiktok.links.of_campaign(access, number)] == [video]


async def test_a_campaign_that_is_none_of_ours_is_refused(tiktok: TikTokStage, access: Access) -> None:
    with pytest.raises(TikTokRefused):
        await tiktok.links.request(access, "7500000000000099999", "7493990579714164574")
