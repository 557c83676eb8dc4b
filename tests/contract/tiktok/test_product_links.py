"""The contract of ProductLinks."""

import pytest

from creatorport.application.ports.product_links import NewLink
from creatorport.application.ports.tiktok_one import Access, NewCampaign
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.product_link import LinkPlacement, LinkState, ProductLink
from tests.contract.tiktok.stages import TikTokStage

PLACEMENT = LinkPlacement("14000000000", "US", "https://lumen.example/lamp.png")


def link(tiktok: TikTokStage, name: str) -> NewLink:
    return NewLink(f"{name} {tiktok.mark}"[:32], "https://lumen.example/lamp", PLACEMENT)


async def test_a_link_is_a_draft_that_is_found_by_its_name(tiktok: TikTokStage, access: Access) -> None:
    new = link(tiktok, "Lamp")
    assert await tiktok.product_links.find_by_name(access, new.name) is None
    made = await tiktok.product_links.create(access, new)
    assert made == ProductLink(made.anchor_id, "DRAFT")
    assert await tiktok.product_links.find_by_name(access, new.name) == made
    assert await tiktok.product_links.read(access, made.anchor_id) == made
    with pytest.raises(TikTokRefused):
        await tiktok.product_links.read(access, "7000000000000000001")


async def test_a_link_is_found_though_its_answer_was_lost(tiktok: TikTokStage, access: Access) -> None:
    new = link(tiktok, "Lost")
    await tiktok.lose_answer("product_links.create")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.product_links.create(access, new)
    found = await tiktok.product_links.find_by_name(access, new.name)
    assert found is not None
    assert found.state is LinkState.DRAFT


async def test_a_link_is_reviewed_once_a_campaign_names_it(tiktok: TikTokStage, access: Access) -> None:
    made = await tiktok.product_links.create(access, link(tiktok, "Named"))
    handles = (Handle.of(tiktok.handles[0]),)
    campaign = NewCampaign(f"Linked {tiktok.mark}", "Lumen", "", handles, notify=False, anchor_id=made.anchor_id)
    await tiktok.campaigns.create(access, campaign)
    assert (await tiktok.product_links.read(access, made.anchor_id)).state is LinkState.IN_REVIEW
    with pytest.raises(TikTokRefused):
        await tiktok.campaigns.create(
            access,
            NewCampaign(f"Other {tiktok.mark}", "Lumen", "", handles, notify=False, anchor_id="7000000000000000001"),
        )
