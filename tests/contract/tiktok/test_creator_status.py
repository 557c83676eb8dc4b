"""The contract of CreatorStatus."""

import pytest

from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from tests.contract.tiktok.stages import TikTokStage


async def test_each_handle_is_told_where_it_stands_in_the_order_asked(tiktok: TikTokStage, access: Access) -> None:
    asked = [Handle.of(one) for one in (tiktok.stranger, tiktok.handles[0].upper(), tiktok.outsider, tiktok.handles[1])]
    told = await tiktok.status.of(access, asked)
    assert list(told.items()) == list(
        zip(asked, [Standing.INVALID, Standing.IN, Standing.NOT_IN, Standing.IN], strict=True)
    )


async def test_more_than_one_call_takes_are_told_all_the_same(tiktok: TikTokStage, access: Access) -> None:
    nobody = [Handle.of(f"nobody.{number}") for number in range(40)]
    told = await tiktok.status.of(access, [*nobody, Handle.of(tiktok.handles[2]), nobody[0]])
    assert told == {**dict.fromkeys(nobody, Standing.INVALID), Handle.of(tiktok.handles[2]): Standing.IN}


async def test_of_no_handles_nothing_is_asked(tiktok: TikTokStage, access: Access) -> None:
    await tiktok.brand_login.revoke(access.token)
    assert await tiktok.status.of(access, []) == {}


async def test_a_dead_token_and_another_account_are_told_apart(tiktok: TikTokStage, access: Access) -> None:
    ana = Handle.of(tiktok.handles[0])
    with pytest.raises(TikTokRefused):
        await tiktok.status.of(Access("7400000000000009999", access.token), [ana])
    await tiktok.brand_login.revoke(access.token)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.status.of(access, [ana])
