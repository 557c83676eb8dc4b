"""The contracts of TikTokPosting and VideoUploads."""

from collections.abc import AsyncIterator

import pytest

from creatorport.application.ports.tiktok_posting import AWAITING_BYTES, PUBLISH_COMPLETE, Poster
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected
from creatorport.domain.ids import AccountId, MediaId
from creatorport.domain.publishing.composer import Choice, Disclosure, Interactions, Privacy
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.publication import FromMedia
from creatorport.domain.publishing.upload_plan import Chunk
from creatorport.domain.secret import Secret
from tests.contract.tiktok.stages import HOME, SCOPES, TikTokStage, connected
from tests.integration.simulator.film import film

SIZE = 2000
FILM = film(moov_last=False).ljust(SIZE, b"\0")
FILE = FromMedia(MediaId("m"), MediaKind.MP4, SIZE)


def choice(privacy: Privacy = Privacy.SELF) -> Choice:
    return Choice("lemon pasta", privacy, Interactions(), Disclosure())


async def poster(tiktok: TikTokStage, scope: str = "video.publish") -> Poster:
    grant = await connected(tiktok, SCOPES | {scope})
    return Poster(HOME, AccountId("account-1"), grant.access_token)


async def part(chunk: Chunk) -> AsyncIterator[bytes]:
    yield FILM[chunk.first : chunk.last + 1]


async def test_a_creator_is_offered_levels_and_told_by_name(tiktok: TikTokStage) -> None:
    options = await tiktok.posting.options(await poster(tiktok))
    assert Privacy.SELF in options.privacy
    assert options.is_private is False
    assert options.handle
    assert options.nickname
    assert options.longest is not None
    assert options.longest >= 180


async def test_a_post_is_begun_filled_with_bytes_and_finished(tiktok: TikTokStage) -> None:
    mara = await poster(tiktok)
    begun = await tiktok.posting.begin(mara, choice(), FILE)
    assert begun.upload_url is not None
    assert tiktok.uploads.trusts(begun.upload_url)
    waits = await tiktok.posting.status(mara, begun.publish_id)
    assert (waits.status, waits.bytes, waits.post_ids) == (AWAITING_BYTES, 0, ())
    whole = Chunk(0, SIZE - 1, SIZE)
    assert await tiktok.uploads.send(begun.upload_url, whole, MediaKind.MP4, part(whole)) is True
    again = await tiktok.uploads.send(begun.upload_url, whole, MediaKind.MP4, part(whole))
    assert again is False
    assert (await tiktok.posting.status(mara, begun.publish_id)).bytes == SIZE
    await tiktok.work_on_posts()
    done = await tiktok.posting.status(mara, begun.publish_id)
    assert (done.status, done.fail_reason) == (PUBLISH_COMPLETE, None)


async def test_two_inits_are_two_posts(tiktok: TikTokStage) -> None:
    mara = await poster(tiktok)
    first = await tiktok.posting.begin(mara, choice(), FILE)
    second = await tiktok.posting.begin(mara, choice(), FILE)
    assert first.publish_id != second.publish_id


async def test_a_level_that_is_not_offered_is_refused_by_its_code(tiktok: TikTokStage) -> None:
    with pytest.raises(TikTokRefused) as refused:
        await tiktok.posting.begin(await poster(tiktok), choice(Privacy.FOLLOWERS), FILE)
    assert refused.value.tiktok_code == "privacy_level_option_mismatch"


async def test_a_handle_that_tiktok_does_not_know_is_refused(tiktok: TikTokStage) -> None:
    with pytest.raises(TikTokRefused) as refused:
        await tiktok.posting.status(await poster(tiktok), "v_pub_file~v2-1.0")
    assert refused.value.tiktok_code == "invalid_publish_id"


async def test_an_init_whose_answer_is_lost_is_told_as_such(tiktok: TikTokStage) -> None:
    mara = await poster(tiktok)
    await tiktok.lose_answer("posting.begin")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.posting.begin(mara, choice(), FILE)


async def test_without_the_scope_nothing_is_offered_or_begun(tiktok: TikTokStage) -> None:
    mara = await poster(tiktok, "video.list")
    with pytest.raises(TikTokRefused):
        await tiktok.posting.options(mara)
    with pytest.raises(TikTokRefused):
        await tiktok.posting.begin(mara, choice(), FILE)


async def test_a_dead_token_is_rejected(tiktok: TikTokStage) -> None:
    dead = Poster(HOME, AccountId("account-1"), Secret("act.of.nobody"))
    for call in (tiktok.posting.options(dead), tiktok.posting.begin(dead, choice(), FILE)):
        with pytest.raises(TikTokTokenRejected):
            await call
