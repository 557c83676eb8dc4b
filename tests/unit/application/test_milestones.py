"""Milestones are noted by the capture that reaches them: once, with its time and value, and for good."""

from creatorport.application.streams import campaign_activity
from creatorport.application.use_cases.update_campaign import UpdateCampaign, UpdateCampaignCommand
from creatorport.domain.activity import GATEWAY, Activity, ActivityKind
from creatorport.domain.campaign_changes import CampaignChanges
from creatorport.domain.counts import Counts
from creatorport.domain.milestone import Milestone, MilestoneMetric, Reached
from tests.unit.application.stage import LUMEN, MANAGER
from tests.unit.application.test_capture_performance import Measured, measured

HUNDRED, THOUSAND = (Milestone(MilestoneMetric.VIEWS, number) for number in (100, 1000))
TWO_POSTS = Milestone(MilestoneMetric.POSTS, 2)


async def planning(it: Measured, *milestones: Milestone) -> None:
    version = it.stage.campaign(it.campaign_id).version
    changes = CampaignChanges(milestones=milestones)
    update = UpdateCampaign(it.stage.units, it.stage.clock, it.stage.identities)
    await update(UpdateCampaignCommand(MANAGER, it.campaign_id, version, changes))


async def reached(it: Measured) -> list[Reached]:
    async with it.stage.units() as uow:
        return list(await uow.milestones.of_campaign(LUMEN, it.campaign_id))


async def test_a_milestone_is_reached_once_and_stays_so_when_the_counter_falls() -> None:
    it = await measured()
    await planning(it, HUNDRED, THOUSAND, TWO_POSTS)
    video = it.link(Counts(99))
    await it.capture()
    assert await reached(it) == []
    it.stage.one.grow(video, Counts(120))
    await it.capture()
    first = Reached(HUNDRED, 120, it.stage.clock.now())
    assert await reached(it) == [first]
    for views in (80, 130):
        it.stage.one.grow(video, Counts(views))
        await it.capture()
    assert await reached(it) == [first]
    it.link(Counts(900))
    await it.capture()
    now = it.stage.clock.now()
    assert await reached(it) == [first, Reached(TWO_POSTS, 2, now), Reached(THOUSAND, 1030, now)]
    entries = [one for one in it.stage.kept(Activity) if one.kind is ActivityKind.MILESTONE]
    assert [(one.actor, one.verb, dict(one.facts)) for one in entries] == [
        (GATEWAY, "reached", {"metric": "VIEWS", "threshold": 100, "value": 120}),
        (GATEWAY, "reached", {"metric": "VIEWS", "threshold": 1000, "value": 1030}),
        (GATEWAY, "reached", {"metric": "POSTS", "threshold": 2, "value": 2}),
    ]
    logged = [
        one.payload
        for one in it.stage.storage.entries(campaign_activity(it.campaign_id))
        if one.kind == "MilestoneReached"
    ]
    assert [(one["metric"], one["threshold"], one["value"]) for one in logged] == [
        ("VIEWS", 100, 120),
        ("VIEWS", 1000, 1030),
        ("POSTS", 2, 2),
    ]


async def test_a_milestone_that_is_behind_already_when_it_is_planned_is_reached_by_the_next_capture() -> None:
    it = await measured()
    it.link(Counts(5000))
    await it.capture()
    await planning(it, THOUSAND)
    await it.capture()
    assert await reached(it) == [Reached(THOUSAND, 5000, it.stage.clock.now())]


async def test_a_milestone_that_left_the_plan_stays_reached() -> None:
    it = await measured()
    await planning(it, HUNDRED)
    it.link(Counts(5000))
    await it.capture()
    before = await reached(it)
    await planning(it)
    await planning(it, HUNDRED)
    await it.capture()
    assert await reached(it) == before
    assert len(before) == 1
