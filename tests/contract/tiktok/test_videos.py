"""The contract of TikTokVideos."""

from datetime import timedelta
from itertools import pairwise

import pytest

from creatorport.application.ports.tiktok_videos import SeenVideo
from creatorport.domain.account import TokenGrant
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
from tests.contract.tiktok.stages import SCOPES, VERIFIER, TikTokStage, connected

LUMEN = WorkspaceId("lumen")


async def walked(tiktok: TikTokStage, grant: TokenGrant) -> list[SeenVideo]:
    """Walk the whole list, passing each cursor back as it came."""
    seen: list[SeenVideo] = []
    cursor: int | None = None
    for _ in range(200):
        page = await tiktok.videos.page(grant.access_token, cursor=cursor, on_behalf_of=LUMEN)
        seen.extend(page.videos)
        if not page.has_more:
            return seen
        cursor = page.cursor
    raise AssertionError("the list does not end")


async def test_the_whole_list_is_walked_newest_first_without_a_repeat(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    profile = await tiktok.profiles.read(grant.access_token, grant.scopes, on_behalf_of=LUMEN)
    seen = await walked(tiktok, grant)
    assert profile.reach is not None
    assert len(seen) == profile.reach.videos
    assert len({one.video_id for one in seen}) == len(seen) > 40
    moments = [one.facts.published_at for one in seen]
    assert all(a is not None and b is not None and a >= b for a, b in pairwise(moments))


async def test_a_video_is_shown_with_counters_and_a_cover_that_dies(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    page = await tiktok.videos.page(grant.access_token, cursor=None, on_behalf_of=LUMEN)
    first = page.videos[0]
    assert first.video_id.isdigit()
    assert len(first.video_id) == 19
    assert first.counts.likes is not None
    assert first.facts.cover is not None
    assert first.facts.cover.expires_at is not None
    assert timedelta(0) < first.facts.cover.expires_at - tiktok.clock.now() <= timedelta(hours=6)


async def test_a_query_answers_with_what_is_there_and_leaves_out_the_rest(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    page = await tiktok.videos.page(grant.access_token, cursor=None, on_behalf_of=LUMEN)
    wanted = [one.video_id for one in page.videos[:3]]
    found = await tiktok.videos.query(grant.access_token, [*wanted, "7678907398077074696"], on_behalf_of=LUMEN)
    assert {one.video_id for one in found} == set(wanted)


@pytest.mark.parametrize("many", [0, 21])
async def test_a_query_takes_1_to_20_ids(tiktok: TikTokStage, many: int) -> None:
    grant = await connected(tiktok)
    with pytest.raises(TikTokRefused):
        await tiktok.videos.query(grant.access_token, [str(n) for n in range(many)], on_behalf_of=LUMEN)


async def test_without_the_scope_there_are_no_videos(tiktok: TikTokStage) -> None:
    url = tiktok.login.authorize_url(state=Secret("st"), verifier=VERIFIER, scopes=SCOPES, always_ask=True)
    code, _ = await tiktok.consent(url, only={"user.info.basic"})
    granted = await tiktok.login.exchange(Secret(code), VERIFIER)
    with pytest.raises(TikTokRefused):
        await tiktok.videos.page(granted.grant.access_token, cursor=None, on_behalf_of=LUMEN)
    with pytest.raises(TikTokRefused):
        await tiktok.videos.query(granted.grant.access_token, ["1"], on_behalf_of=LUMEN)


async def test_a_dead_token_is_rejected(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    await tiktok.login.revoke(grant.access_token)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.videos.page(grant.access_token, cursor=None, on_behalf_of=LUMEN)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.videos.query(grant.access_token, ["1"], on_behalf_of=LUMEN)


async def test_a_page_that_tiktok_does_not_answer_is_a_lost_answer(tiktok: TikTokStage) -> None:
    grant = await connected(tiktok)
    for _ in range(3):  # the adapter itself asks three times
        await tiktok.lose_answer("videos.page")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.videos.page(grant.access_token, cursor=None, on_behalf_of=LUMEN)
