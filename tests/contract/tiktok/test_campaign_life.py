"""The contracts of CampaignReports, PersonalInvitations and MarketplaceWebhooks."""

from datetime import timedelta

import pytest

from creatorport.application.ports.tiktok_one import (
    Access,
    AnswerStatus,
    CampaignAtTikTok,
    NewCampaign,
    NewPersonalInvitation,
)
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused
from creatorport.domain.handle import Handle
from tests.contract.tiktok.stages import TikTokStage, brand_access


@pytest.fixture
async def campaign(tiktok: TikTokStage, access: Access) -> CampaignAtTikTok:
    handles = tuple(Handle.of(handle) for handle in tiktok.handles)
    return await tiktok.campaigns.create(access, NewCampaign("Glow cp-1", "Lumen", "", handles, notify=False))


def invitation(campaign: CampaignAtTikTok, handle: str, reference: str = "inv-1") -> NewPersonalInvitation:
    return NewPersonalInvitation(campaign.at_tiktok.campaign_id, Handle.of(handle), "Hello, would you?", reference)


async def test_a_campaign_without_videos_reports_nothing(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    assert list(await tiktok.reports.read(access, campaign.at_tiktok)) == []


async def test_linked_videos_are_reported_each_once_with_their_creators(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    expected = {await tiktok.link_video(campaign.at_tiktok, handle): Handle.of(handle) for handle in tiktok.handles[:2]}
    await tiktok.pass_time(timedelta(hours=1))
    videos = await tiktok.reports.read(access, campaign.at_tiktok)
    assert {video.video_id: video.handle for video in videos} == expected
    assert len(videos) == 2
    for video in videos:
        assert video.url.startswith("https://www.tiktok.com/")
        assert video.video_id in video.url
        assert video.published_at is not None
        assert video.published_at <= tiktok.clock.now()
        assert None not in (video.counts.views, video.counts.likes, video.counts.comments, video.counts.shares)
    read = await tiktok.campaigns.read(access, campaign.at_tiktok.campaign_id)
    assert set(read.video_ids) == set(expected)


async def test_the_report_of_an_unknown_campaign_is_refused(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    other = type(campaign.at_tiktok)("7500000000000099999", campaign.at_tiktok.invite_link, ("US",))
    with pytest.raises(TikTokRefused):
        await tiktok.reports.read(access, other)


async def test_a_personal_invitation_is_sent_and_listed(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    sent = await tiktok.invitations.send(access, invitation(campaign, tiktok.handles[0]))
    assert (sent.handle, sent.status, sent.raw_status) == (Handle.of(tiktok.handles[0]), AnswerStatus.SENT, "SENT")
    assert list(await tiktok.invitations.of_campaign(access, campaign.at_tiktok.campaign_id)) == [sent]
    of_one = await tiktok.invitations.of_campaign(access, campaign.at_tiktok.campaign_id, handle=sent.handle)
    assert list(of_one) == [sent]
    stranger = Handle.of("nobody.of.this.name")
    assert await tiktok.invitations.of_campaign(access, campaign.at_tiktok.campaign_id, handle=stranger) == []


async def test_an_accepted_invitation_says_so_and_when(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    sent = await tiktok.invitations.send(access, invitation(campaign, tiktok.handles[0]))
    await tiktok.pass_time(timedelta(hours=1))
    await tiktok.accept(sent)
    [listed] = await tiktok.invitations.of_campaign(access, campaign.at_tiktok.campaign_id)
    assert (listed.tiktok_id, listed.status) == (sent.tiktok_id, AnswerStatus.ACCEPTED)
    assert listed.answered_at == tiktok.clock.now().replace(microsecond=0)


async def test_a_second_live_invitation_is_refused(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    await tiktok.invitations.send(access, invitation(campaign, tiktok.handles[0]))
    with pytest.raises(TikTokRefused):
        await tiktok.invitations.send(access, invitation(campaign, tiktok.handles[0], "inv-2"))


async def test_an_invitation_to_nobody_or_to_no_campaign_is_refused(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    with pytest.raises(TikTokRefused):
        await tiktok.invitations.send(access, invitation(campaign, tiktok.stranger))
    nowhere = NewPersonalInvitation("7500000000000099999", Handle.of(tiktok.handles[0]), "Hello", "inv-1")
    with pytest.raises(TikTokRefused):
        await tiktok.invitations.send(access, nowhere)


async def test_an_invitation_whose_answer_was_lost_is_found_in_the_list(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    await tiktok.lose_answer("invitations.send")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.invitations.send(access, invitation(campaign, tiktok.handles[0]))
    [found] = await tiktok.invitations.of_campaign(access, campaign.at_tiktok.campaign_id)
    assert (found.handle, found.status) == (Handle.of(tiktok.handles[0]), AnswerStatus.SENT)


async def test_an_invitation_is_cancelled_once_and_no_longer_after_a_yes(
    tiktok: TikTokStage, access: Access, campaign: CampaignAtTikTok
) -> None:
    first, second = [await tiktok.invitations.send(access, invitation(campaign, one)) for one in tiktok.handles[:2]]
    for _ in range(2):
        cancelled = await tiktok.invitations.cancel(access, first.tiktok_id)
        assert (cancelled.tiktok_id, cancelled.status) == (first.tiktok_id, AnswerStatus.CANCELLED)
    await tiktok.accept(second)
    for unheard in (second.tiktok_id, "7700000000000099999"):
        with pytest.raises(TikTokRefused):
            await tiktok.invitations.cancel(access, unheard)
    listed = await tiktok.invitations.of_campaign(access, campaign.at_tiktok.campaign_id)
    assert {one.tiktok_id: one.status for one in listed} == {
        first.tiktok_id: AnswerStatus.CANCELLED,
        second.tiktok_id: AnswerStatus.ACCEPTED,
    }


async def test_subscribing_twice_makes_subscriptions_once(tiktok: TikTokStage, access: Access) -> None:
    assert await tiktok.webhooks.subscribe(access, f"http://127.0.0.1:9/{tiktok.mark}") == 3
    assert await tiktok.webhooks.subscribe(access, f"http://127.0.0.1:9/{tiktok.mark}") == 0
    assert await tiktok.webhooks.subscribe(access, f"http://127.0.0.1:9/{tiktok.mark}/2") == 3


async def test_a_new_token_of_the_same_account_replaces_the_subscriptions_of_one_that_is_not_known_to_live(
    tiktok: TikTokStage, access: Access
) -> None:
    await tiktok.webhooks.subscribe(access, f"http://127.0.0.1:9/{tiktok.mark}")
    renewed = await brand_access(tiktok)
    assert renewed.tto_account_id == access.tto_account_id
    assert renewed.token != access.token
    beside = [access.token]
    assert await tiktok.webhooks.subscribe(renewed, f"http://127.0.0.1:9/{tiktok.mark}", living=beside) == 0
    assert await tiktok.webhooks.subscribe(renewed, f"http://127.0.0.1:9/{tiktok.mark}") == 3
    assert await tiktok.webhooks.subscribe(renewed, f"http://127.0.0.1:9/{tiktok.mark}") == 0
