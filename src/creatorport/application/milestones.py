"""Taking note of milestones, in the transaction that captures the numbers which reach them."""

from datetime import datetime

from creatorport.application.hooks.telling import news_of
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.streams import campaign_activity, kind_of, payload_of
from creatorport.domain.activity import GATEWAY, Activity, ActivityKind
from creatorport.domain.campaign import Campaign
from creatorport.domain.events import MilestoneReached
from creatorport.domain.milestone import Reached, newly_reached
from creatorport.domain.performance import Totals


async def note_milestones(uow: UnitOfWork, campaign: Campaign, totals: Totals, now: datetime) -> None:
    """Store, log and write down what the totals reach for the first time. The campaign is locked by the caller."""
    if not campaign.plan.milestones:
        return
    before = await uow.milestones.of_campaign(campaign.workspace_id, campaign.id)
    found = newly_reached(campaign.plan.milestones, before, totals, now)
    new = await uow.milestones.reach(campaign.workspace_id, campaign.id, found)
    await uow.activities.record(_entry(campaign, one) for one in new)
    for one in new:
        event = MilestoneReached(now, campaign.id, one.milestone.metric.value, one.milestone.threshold, one.value)
        stream = campaign_activity(campaign.id)
        number = await uow.log.append(stream, kind_of(event), payload_of(event), now)
        news = news_of(event, stream, number)
        await uow.hook_deliveries.tell(campaign.workspace_id, [] if news is None else [news])


def _entry(campaign: Campaign, one: Reached) -> Activity:
    facts = {"metric": one.milestone.metric.value, "threshold": one.milestone.threshold, "value": one.value}
    about = ActivityKind.MILESTONE
    return Activity(campaign.workspace_id, campaign.id, one.at, GATEWAY, about, "reached", None, facts)
