"""Taking note of milestones, in the transaction that learns of the numbers which reach them."""

from collections.abc import Sequence
from datetime import datetime

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import GATEWAY, Activity, ActivityKind, Actor
from creatorport.domain.campaign import Campaign
from creatorport.domain.events import MilestoneReached
from creatorport.domain.milestone import Reached, newly_reached
from creatorport.domain.performance import Totals


async def note_milestones(uow: UnitOfWork, campaign: Campaign, totals: Totals, now: datetime) -> None:
    """Take note of what the totals reach for the first time. The campaign is locked by the caller."""
    if campaign.plan.milestones:
        before = await uow.milestones.of_campaign(campaign.workspace_id, campaign.id)
        await note_reached(uow, campaign, newly_reached(campaign.plan.milestones, before, totals, now), GATEWAY)


async def note_reached(uow: UnitOfWork, campaign: Campaign, reached: Sequence[Reached], by: Actor) -> int:
    """Store, log and write down what is reached for the first time, and return how many that are."""
    new = await uow.milestones.reach(campaign.workspace_id, campaign.id, reached)
    await uow.activities.record(_entry(campaign, one, by) for one in new)
    for one in new:
        named = one.milestone.metric.value, one.milestone.threshold
        uow.record(campaign.workspace_id, MilestoneReached(one.at, campaign.id, *named, one.value))
    return len(new)


def _entry(campaign: Campaign, one: Reached, by: Actor) -> Activity:
    facts = {"metric": one.milestone.metric.value, "threshold": one.milestone.threshold, "value": one.value}
    about = ActivityKind.MILESTONE
    return Activity(campaign.workspace_id, campaign.id, one.at, by, about, "reached", None, facts)
