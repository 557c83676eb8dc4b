"""Linking a campaign's product: one link for each launch, whatever becomes of the answer, and its review shown."""

from datetime import timedelta

import pytest

from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.use_cases.capture_performance import CapturePerformance
from creatorport.application.use_cases.create_campaign import CreateCampaign, CreateCampaignCommand
from creatorport.domain.activity import Activity
from creatorport.domain.campaign import CampaignState
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.effect import EffectState
from creatorport.domain.ids import CampaignId
from creatorport.domain.product import Product
from creatorport.domain.product_link import LinkPlacement, LinkState, ProductLink
from tests.unit.application.stage import LUMEN, MANAGER, Stage
from tests.unit.application.test_capture_performance import RHYTHM

PLACEMENT = LinkPlacement("14000000000", "DE", "https://lumen.example/lamp.png")
PLAN = CampaignPlan(
    products=(Product("Bulb"), Product("A lamp with a long name", "https://lumen.example/lamp")), placement=PLACEMENT
)


async def launched(stage: Stage, plan: CampaignPlan = PLAN) -> CampaignId:
    await stage.connect_marketplace()
    create = CreateCampaign(stage.units, stage.clock, stage.identities)
    campaign_id = await create(CreateCampaignCommand(MANAGER, "Autumn glow", "Lumen", "Show it.", None, plan))
    await stage.invite(campaign_id, await stage.know("mara"))
    await stage.launch(campaign_id)
    await stage.work(stage.drive(personal=False))
    return campaign_id


@pytest.mark.parametrize("lost", [None, "product_links.create", "campaigns.create"])
async def test_a_launch_links_the_first_product_with_a_page_once(lost: str | None) -> None:
    stage = Stage()
    if lost:
        stage.one.troubles.lose_answer(lost)
    campaign_id = await launched(stage)
    ((number, (_, link, _)),) = stage.one.product_links.made.items()
    reference = campaign_id.replace("-", "")[-12:]
    assert (link.page, link.placement) == ("https://lumen.example/lamp", PLACEMENT)
    assert link.name.endswith(f" [cp-{reference}]")
    assert len(link.name) <= 32
    (made,) = stage.one.made.values()
    assert made.facts.anchor_id == number
    campaign = stage.campaign(campaign_id)
    assert (campaign.state, campaign.link) == (CampaignState.ACTIVE, ProductLink(number, "DRAFT"))
    assert {one.state for one in stage.effects()} == {EffectState.DONE}
    assert "linked" in [one.verb for one in stage.kept(Activity)]


async def test_a_link_that_tiktok_will_not_have_does_not_hold_up_the_launch() -> None:
    stage = Stage()
    stage.one.troubles.refuse("product_links.create")
    campaign_id = await launched(stage)
    campaign = stage.campaign(campaign_id)
    assert (campaign.state, campaign.link) == (CampaignState.ACTIVE, None)
    (made,) = stage.one.made.values()
    assert made.facts.anchor_id is None
    assert "link refused" in [one.verb for one in stage.kept(Activity)]


async def test_without_a_placement_nothing_is_linked() -> None:
    stage = Stage()
    await launched(stage, CampaignPlan(products=PLAN.products))
    assert stage.one.product_links.made == {}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("APPROVED", LinkState.APPROVED),
        ("REJECTED_BY_AUDIT", LinkState.REJECTED_BY_AUDIT),
        ("SOMETHING_NEW", LinkState.OTHER),
    ],
)
async def test_the_review_is_read_until_it_is_decided(word: str, state: LinkState) -> None:
    stage = Stage()
    campaign_id = await launched(stage)
    capture = CapturePerformance(
        stage.units,
        stage.clock,
        stage.identities,
        stage.one.reports,
        None,
        RHYTHM,
        product_links=stage.one.product_links,
    )
    job = CaptureCampaign(LUMEN, campaign_id)
    (number,) = stage.one.product_links.made
    for _ in range(2):
        await capture(job)
    assert stage.campaign(campaign_id).link == ProductLink(number, "IN_REVIEW")
    stage.one.product_links.review(number, word)
    for _ in range(3):
        stage.clock.advance(timedelta(minutes=1))
        await capture(job)
    shown = stage.campaign(campaign_id).link
    assert shown is not None
    assert (shown.state, shown.raw_state) == (state, word)
    reviews = [one.facts["state"] for one in stage.kept(Activity) if one.verb == "link reviewed"]
    assert reviews == ["IN_REVIEW", word]
    assert stage.one.troubles.calls["product_links.read"] == (5 if state is LinkState.OTHER else 3)
