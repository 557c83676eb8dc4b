"""The contracts of CreatorCampaigns, and of TikTokLogin for the business app."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE, CreatorAccess
from creatorport.application.ports.tiktok_one import Access, CampaignAtTikTok, NewCampaign
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from tests.contract.tiktok.stages import VERIFIER, TikTokStage, creator_access

WANTED = frozenset({"user.info.basic", "biz.creator.info", ORDERS_SCOPE})


@pytest.fixture
async def ana(tiktok: TikTokStage) -> CreatorAccess:
    return await creator_access(tiktok, tiktok.handles[0])


@pytest.fixture
async def campaign(tiktok: TikTokStage, access: Access) -> CampaignAtTikTok:
    invited = tuple(Handle.of(handle) for handle in tiktok.handles[:2])
    return await tiktok.campaigns.create(access, NewCampaign(f"C {tiktok.mark}", "Lumen", "", invited, notify=False))


def page(tiktok: TikTokStage) -> str:
    return tiktok.creator_login.authorize_url(state=Secret("st*te!"), verifier=VERIFIER, scopes=WANTED, always_ask=True)


async def test_a_consent_gives_a_day_of_access_and_a_year_of_refreshing(tiktok: TikTokStage) -> None:
    code, state = await tiktok.creator_consent(page(tiktok), tiktok.handles[0])
    granted = await tiktok.creator_login.exchange(Secret(code), VERIFIER)
    now = tiktok.clock.now()
    assert state == "st*te!"
    assert granted.open_id
    assert granted.grant.scopes == WANTED
    assert granted.grant.access_expires_at == now + timedelta(days=1)
    assert granted.grant.refresh_expires_at == now + timedelta(days=365)
    with pytest.raises(TikTokRefused):
        await tiktok.creator_login.exchange(Secret(code), VERIFIER)


async def test_a_creator_may_grant_less(tiktok: TikTokStage) -> None:
    code, _ = await tiktok.creator_consent(page(tiktok), tiktok.handles[0], only={"biz.creator.info"})
    granted = await tiktok.creator_login.exchange(Secret(code), VERIFIER)
    assert ORDERS_SCOPE not in granted.grant.scopes


async def test_refreshing_does_not_prolong_the_year(tiktok: TikTokStage) -> None:
    code, _ = await tiktok.creator_consent(page(tiktok), tiktok.handles[0])
    first = (await tiktok.creator_login.exchange(Secret(code), VERIFIER)).grant
    await tiktok.pass_time(timedelta(hours=6))
    second = await tiktok.creator_login.refresh(first.refresh_token)
    assert second.access_token != first.access_token
    assert second.scopes == first.scopes
    assert second.access_expires_at == tiktok.clock.now() + timedelta(days=1)
    assert abs(second.refresh_expires_at - first.refresh_expires_at) <= timedelta(seconds=1)
    third = await tiktok.creator_login.refresh(second.refresh_token)
    assert third.access_token != second.access_token


async def test_a_revoked_grant_is_dead_and_revoking_it_again_ends_nothing(
    tiktok: TikTokStage, ana: CreatorAccess, campaign: CampaignAtTikTok
) -> None:
    assert await tiktok.creator_login.revoke(ana.token)
    assert not await tiktok.creator_login.revoke(ana.token)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.creator_campaigns.join(ana, campaign.at_tiktok.invite_link)


async def test_an_unknown_refresh_token_is_rejected(tiktok: TikTokStage) -> None:
    with pytest.raises(TikTokTokenRejected):
        await tiktok.creator_login.refresh(Secret("rft.nobody"))


async def test_a_creator_joins_and_joining_again_changes_nothing(
    tiktok: TikTokStage, access: Access, ana: CreatorAccess, campaign: CampaignAtTikTok
) -> None:
    await tiktok.creator_campaigns.join(ana, campaign.at_tiktok.invite_link)
    once = await tiktok.campaigns.read(access, campaign.at_tiktok.campaign_id)
    await tiktok.creator_campaigns.join(ana, campaign.at_tiktok.invite_link)
    assert await tiktok.campaigns.read(access, campaign.at_tiktok.campaign_id) == once
    assert once.handles == campaign.handles


async def test_who_was_not_invited_cannot_join_and_a_link_of_nobodys_leads_nowhere(
    tiktok: TikTokStage, ana: CreatorAccess, campaign: CampaignAtTikTok
) -> None:
    mara = await creator_access(tiktok, tiktok.handles[2])
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.join(mara, campaign.at_tiktok.invite_link)
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.join(ana, "https://www.tiktok.com/t/nowhere/")


async def test_without_the_scope_nothing_is_allowed(tiktok: TikTokStage, campaign: CampaignAtTikTok) -> None:
    ana = await creator_access(tiktok, tiktok.handles[0], frozenset({"user.info.basic", "video.list"}))
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.join(ana, campaign.at_tiktok.invite_link)
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.link_video(ana, campaign.at_tiktok.invite_link, "7493990579714164574")


async def test_the_id_must_be_the_tokens_own(
    tiktok: TikTokStage, ana: CreatorAccess, campaign: CampaignAtTikTok
) -> None:
    tom = await creator_access(tiktok, tiktok.handles[1])
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.join(replace(ana, open_id=tom.open_id), campaign.at_tiktok.invite_link)


async def test_a_video_is_linked_once_and_only_after_joining(
    tiktok: TikTokStage, access: Access, ana: CreatorAccess, campaign: CampaignAtTikTok
) -> None:
    link, video_id = campaign.at_tiktok.invite_link, (await tiktok.videos_of(tiktok.handles[0]))[0]
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.link_video(ana, link, video_id)
    await tiktok.creator_campaigns.join(ana, link)
    await tiktok.creator_campaigns.link_video(ana, link, video_id)
    read = await tiktok.campaigns.read(access, campaign.at_tiktok.campaign_id)
    assert read.video_ids == (video_id,)
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.link_video(ana, link, video_id)


async def test_a_strangers_video_is_not_linked(
    tiktok: TikTokStage, ana: CreatorAccess, campaign: CampaignAtTikTok
) -> None:
    link, strange = campaign.at_tiktok.invite_link, (await tiktok.videos_of(tiktok.handles[1]))[0]
    await tiktok.creator_campaigns.join(ana, link)
    with pytest.raises(TikTokRefused):
        await tiktok.creator_campaigns.link_video(ana, link, strange)


async def test_a_link_whose_answer_is_lost_has_happened(
    tiktok: TikTokStage, access: Access, ana: CreatorAccess, campaign: CampaignAtTikTok
) -> None:
    link, video_id = campaign.at_tiktok.invite_link, (await tiktok.videos_of(tiktok.handles[0]))[0]
    await tiktok.creator_campaigns.join(ana, link)
    await tiktok.lose_answer("creator_campaigns.link_video")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.creator_campaigns.link_video(ana, link, video_id)
    assert video_id in (await tiktok.campaigns.read(access, campaign.at_tiktok.campaign_id)).video_ids
