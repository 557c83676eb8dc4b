"""The contract of CreatorPages."""

import pytest

from creatorport.application.ports.tiktok_one import Access, CreatorQuery
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from tests.contract.tiktok.stages import TikTokStage


async def test_a_page_tells_what_the_search_does_not(tiktok: TikTokStage, access: Access) -> None:
    ana = Handle.of(tiktok.handles[0].upper())
    page = await tiktok.pages.read(access, ana)
    assert page is not None
    assert page.handle == ana
    assert page.tiktok_id is not None
    assert page.tiktok_id.isdigit()
    assert page.engagement_rate is not None
    assert 0 < page.engagement_rate < 1
    assert (page.median_views or 0) > 0
    assert page.starting_price is None or page.starting_price.currency == "USD"
    assert page.avatar is not None
    found = await tiktok.search.discover(access, CreatorQuery(("US",), keyword=tiktok.handles[0]), page=1, size=50)
    (row,) = [one for one in found.creators if one.handle == ana]
    assert (page.display_name, page.reach) == (row.display_name, row.reach)


async def test_who_is_not_on_the_marketplace_has_no_page(tiktok: TikTokStage, access: Access) -> None:
    assert await tiktok.pages.read(access, Handle.of(tiktok.stranger)) is None
    assert await tiktok.pages.read(access, Handle.of(tiktok.outsider)) is None


async def test_another_account_and_a_dead_token_are_told_from_a_missing_page(
    tiktok: TikTokStage, access: Access
) -> None:
    ana = Handle.of(tiktok.handles[0])
    with pytest.raises(TikTokRefused):
        await tiktok.pages.read(Access("7400000000000009999", access.token), ana)
    await tiktok.brand_login.revoke(access.token)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.pages.read(access, ana)
