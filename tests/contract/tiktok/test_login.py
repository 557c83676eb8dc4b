"""The contracts of TikTokLogin and TikTokProfiles."""

from datetime import timedelta

import pytest

from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from tests.contract.tiktok.stages import HOME, SCOPES, VERIFIER, TikTokStage, connected


def page(tiktok: TikTokStage) -> str:
    return tiktok.login.authorize_url(state=Secret("st*te!"), verifier=VERIFIER, scopes=SCOPES, always_ask=True)


async def test_a_consent_gives_tokens_with_remaining_lives(tiktok: TikTokStage) -> None:
    code, state = await tiktok.consent(page(tiktok))
    assert state == "st*te!"
    granted = await tiktok.login.exchange(Secret(code), VERIFIER)
    now = tiktok.clock.now()
    assert granted.open_id
    assert granted.grant.scopes == SCOPES
    assert granted.grant.issued_at == now
    assert granted.grant.access_expires_at == now + timedelta(hours=2)
    assert granted.grant.refresh_expires_at == now + timedelta(days=180)


async def test_a_person_may_grant_less(tiktok: TikTokStage) -> None:
    code, _ = await tiktok.consent(page(tiktok), only={"user.info.basic"})
    granted = await tiktok.login.exchange(Secret(code), VERIFIER)
    assert granted.grant.scopes == {"user.info.basic"}


async def test_a_code_works_once(tiktok: TikTokStage) -> None:
    code, _ = await tiktok.consent(page(tiktok))
    await tiktok.login.exchange(Secret(code), VERIFIER)
    with pytest.raises(TikTokRefused):
        await tiktok.login.exchange(Secret(code), VERIFIER)


async def test_another_verifier_is_refused(tiktok: TikTokStage) -> None:
    code, _ = await tiktok.consent(page(tiktok))
    with pytest.raises(TikTokRefused):
        await tiktok.login.exchange(Secret(code), Secret("x" * 43))


async def test_a_refresh_replaces_both_tokens_and_kills_the_old_pair(tiktok: TikTokStage) -> None:
    first = await connected(tiktok)
    second = await tiktok.login.refresh(first.refresh_token)
    assert second.refresh_token != first.refresh_token
    assert second.access_token != first.access_token
    assert second.scopes == first.scopes
    with pytest.raises(TikTokTokenRejected):
        await tiktok.login.refresh(first.refresh_token)


async def test_a_refresh_whose_answer_is_lost_has_killed_the_old_token(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    await tiktok.lose_answer("login.refresh")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.login.refresh(grant.refresh_token)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.login.refresh(grant.refresh_token)


async def test_a_refresh_that_is_lost_on_its_way_can_be_made_again(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    await tiktok.lose_request("login.refresh")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.login.refresh(grant.refresh_token)
    assert (await tiktok.login.refresh(grant.refresh_token)).scopes == SCOPES


async def test_a_profile_is_read_as_far_as_the_scopes_reach(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    whole = await tiktok.profiles.read(grant.access_token, grant.scopes, on_behalf_of=HOME)
    assert whole.handle == Handle.of(tiktok.handles[0])
    assert whole.reach is not None
    assert whole.reach.followers is not None
    assert whole.avatar is not None
    assert whole.avatar.expires_at is not None
    assert whole.avatar.expires_at > tiktok.clock.now()
    basic = await tiktok.profiles.read(grant.access_token, {"user.info.basic"}, on_behalf_of=HOME)
    assert (basic.open_id, basic.display_name) == (whole.open_id, whole.display_name)
    assert (basic.handle, basic.bio, basic.is_verified, basic.reach) == (None, None, None, None)


async def test_a_profile_is_refused_for_scopes_that_were_not_granted(tiktok: TikTokStage) -> None:
    code, _ = await tiktok.consent(page(tiktok), only={"user.info.basic"})
    granted = await tiktok.login.exchange(Secret(code), VERIFIER)
    with pytest.raises(TikTokRefused):
        await tiktok.profiles.read(granted.grant.access_token, SCOPES, on_behalf_of=HOME)


async def test_an_expired_access_token_is_rejected_and_a_refresh_helps(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    await tiktok.pass_time(timedelta(hours=2, seconds=1))
    with pytest.raises(TikTokTokenRejected):
        await tiktok.profiles.read(grant.access_token, grant.scopes, on_behalf_of=HOME)
    renewed = await tiktok.login.refresh(grant.refresh_token)
    assert (await tiktok.profiles.read(renewed.access_token, renewed.scopes, on_behalf_of=HOME)).open_id


async def test_after_a_revoke_both_tokens_are_dead_and_a_second_one_is_done(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    await tiktok.login.revoke(grant.access_token)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.profiles.read(grant.access_token, grant.scopes, on_behalf_of=HOME)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.login.refresh(grant.refresh_token)
    await tiktok.login.revoke(grant.access_token)
