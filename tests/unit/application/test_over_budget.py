"""What TikTok tells of an acceptance happened, whatever the budget says."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from creatorport.application.agreements import take_signal
from creatorport.application.answer_signals import proved_by_video
from creatorport.domain.activity import Activity
from creatorport.domain.campaign_plan import CampaignPlan
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import AgreedBy, InvitationState
from creatorport.domain.money import Money
from creatorport.domain.terms import Offer
from tests.unit.application.stage import LUMEN, Stage


@pytest.fixture
async def stage() -> Stage:
    return Stage()


async def told(stage: Stage, campaign_id: CampaignId, handle: str) -> None:
    async with stage.units() as uow:
        campaign = await uow.campaigns.lock(LUMEN, campaign_id)
        before = await uow.invitations.lock(LUMEN, stage.invitation(handle).id)
        await take_signal(uow, campaign, before, before.accept(stage.clock.now()))
        await uow.commit()


async def offered(stage: Stage, *fees: int, budget: int) -> CampaignId:
    """A campaign with that budget, whose creators a, b, … were offered these fees."""
    names = [chr(ord("a") + number) for number in range(len(fees))]
    campaign_id = await stage.active_campaign(*names)
    async with stage.units() as uow:
        campaign = await uow.campaigns.lock(LUMEN, campaign_id)
        await uow.campaigns.save(replace(campaign, plan=CampaignPlan(Money(Decimal(budget), "EUR"))))
        for name, fee in zip(names, fees, strict=True):
            one = stage.invitation(name)
            await uow.invitations.save(
                replace(one, terms=(replace(one.terms[0], offer=Offer(Money(Decimal(fee), "EUR"))),))
            )
        await uow.commit()
    return campaign_id


async def test_an_acceptance_beyond_the_budget_is_kept_and_flagged(stage: Stage) -> None:
    campaign_id = await offered(stage, 60, 40, 1, 0, budget=100)
    for name in "abcd":
        stage.clock.advance(timedelta(minutes=1))
        await told(stage, campaign_id, name)
    kept = [stage.invitation(name) for name in "abcd"]
    assert {one.state for one in kept} == {InvitationState.ACCEPTED}
    assert {(one.agreed, one.agreed_by) for one in kept} == {(1, AgreedBy.TIKTOK_SIGNAL)}
    assert [one.over_budget for one in kept] == [False, False, True, False]
    facts = [dict(one.facts) for one in stage.kept(Activity) if one.verb == "accepted"]
    assert facts == [{"terms": 1}, {"terms": 1}, {"terms": 1, "over_budget": True}, {"terms": 1}]


async def test_a_creator_who_countered_and_then_links_a_video_gets_the_fee_that_the_brand_offered(stage: Stage) -> None:
    campaign_id = await offered(stage, 400, budget=1000)
    now = stage.clock.now()
    async with stage.units() as uow:
        campaign = await uow.campaigns.lock(LUMEN, campaign_id)
        before = await uow.invitations.lock(LUMEN, stage.invitation("a").id)
        countered = before.counter(Offer(Money(Decimal(50_000), "EUR")), 1, now)
        await take_signal(uow, campaign, countered, proved_by_video(countered, now))
        await uow.commit()
    async with stage.units() as uow:
        assert await uow.invitations.committed(LUMEN, campaign_id, "EUR") == Money(Decimal(400), "EUR")
    assert stage.invitation("a").over_budget is False
