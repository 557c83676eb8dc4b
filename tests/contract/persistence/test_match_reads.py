"""What the match score is made from, the same whoever keeps the records."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from creatorport.application.ports.match_reads import LastPost, MatchReads, Viewers
from creatorport.application.views import creator_view
from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan, Collaboration
from creatorport.domain.counts import Counts
from creatorport.domain.creator_profile import Label, PublicFacts, Whereabouts
from creatorport.domain.ids import CampaignId, CreatorId, PostId
from creatorport.domain.insights.audience import Audience, Dimension, Distribution, Share
from creatorport.domain.insights.reading import Reading, ReadingKind, Told, first_failure
from creatorport.domain.insights.videos import WatchedVideo
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Absence, Pedigree, Source
from creatorport.domain.post import VideoPost
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, campaign, counts, creator, later, pedigree

ONE, TWO = CampaignId("campaign-1"), CampaignId("campaign-2")
AMY, BEN = CreatorId("creator-amy"), CreatorId("creator-ben")
PLAN = CampaignPlan(budget=Money(Decimal("1000.50"), "EUR"), collaboration=Collaboration.HYBRID)
PAGE = PublicFacts(
    "7", "Hi", 0.0731, 1200, Money(Decimal(300), "USD"), (Label("1", "Beauty"),), (Label("2", "Hair"),),
    Pedigree(Source.TIKTOK_ONE_PUBLIC, NOW, later(60)),
)  # fmt: skip
KNOWN = (
    creator("amy")
    .read(PAGE)
    .found_in(Whereabouts(frozenset({"DE", "US"}), Pedigree(Source.TIKTOK_ONE_DISCOVER, NOW, later(60))))
)


def post(number: int, published_minutes: float | None, creator_id: CreatorId = AMY) -> VideoPost:
    return VideoPost.linked(
        PostId(f"p-{creator_id}-{number}"),
        LUMEN,
        ONE,
        creator_id,
        video_id=f"{number}",
        url="https://www.tiktok.com/",
        published_at=None if published_minutes is None else later(published_minutes),
        now=later(10),
    )


@pytest.fixture
async def reads(backend: Backend) -> MatchReads:
    async with backend.units() as uow:
        await uow.campaigns.add(replace(campaign(), plan=PLAN))
        await uow.campaigns.add(replace(campaign("campaign-2"), plan=NO_PLAN))
        await uow.campaigns.add(replace(campaign(workspace=UMBRA), plan=NO_PLAN))
        await uow.creators.put([KNOWN, creator("ben"), creator("amy", UMBRA)])
        await uow.posts.add(post(1, -100))
        await uow.posts.add(post(2, -50).capture(counts(5), pedigree(later(30))))
        await uow.posts.add(post(3, None))
        await uow.posts.add(post(4, None, BEN))
        await uow.commit()
    return backend.reads.matches


async def test_a_scene_has_the_plan_the_creators_and_their_newest_post(reads: MatchReads) -> None:
    scene = await reads.scene(LUMEN, ONE, [AMY, BEN, CreatorId("x")])
    assert scene is not None
    assert scene.plan == PLAN
    assert scene.creators == {AMY: creator_view(KNOWN), BEN: creator_view(creator("ben"))}
    assert scene.last_posts == {AMY: LastPost(NOW - timedelta(minutes=50), later(30))}


async def test_a_campaign_without_a_plan_and_creators_whom_nobody_knows_are_a_scene_too(reads: MatchReads) -> None:
    scene = await reads.scene(LUMEN, TWO, [CreatorId("x")])
    assert scene is not None
    assert (scene.plan, scene.country_codes, scene.creators) == (NO_PLAN, (), {})


async def test_there_is_no_scene_of_another_workspaces_campaign(reads: MatchReads) -> None:
    assert await reads.scene(UMBRA, TWO, [AMY]) is None
    theirs = await reads.scene(UMBRA, ONE, [AMY, BEN])
    assert theirs is not None
    assert (set(theirs.creators), theirs.last_posts, theirs.plan) == ({AMY}, {}, NO_PLAN)


WATCHED = Audience((Distribution(Dimension.COUNTRY, (Share("US", 0.61), Share("DE", 0.2))),))


async def test_public_readings_tell_of_viewers_and_of_newer_videos_within_the_workspace(
    backend: Backend, reads: MatchReads
) -> None:
    videos = tuple(WatchedVideo(str(number), later(-number), Counts(views=1)) for number in (20, 10, 30))
    readings = [
        Reading.taken(ReadingKind.CAMPAIGNS, Told(WATCHED), later(40), timedelta(hours=1)),
        Reading.taken(ReadingKind.PUBLIC_VIDEOS, Told(videos=videos), later(50), timedelta(hours=1)),
    ]
    async with backend.units() as uow:
        for reading in readings:
            await uow.creator_readings.put(LUMEN, AMY, reading.failed("TIKTOK_THROTTLED", later(60)))
        await uow.creator_readings.put(LUMEN, BEN, first_failure(ReadingKind.CAMPAIGNS, "TIKTOK_ERROR", NOW))
        await uow.creator_readings.put(LUMEN, BEN, Reading.refused(ReadingKind.PUBLIC_VIDEOS, Absence.GONE, NOW))
        await uow.commit()
    scene = await reads.scene(LUMEN, ONE, [AMY, BEN])
    assert scene is not None
    assert scene.viewers == {AMY: Viewers({"US": 0.61, "DE": 0.2}, later(40))}
    assert scene.last_posts == {AMY: LastPost(later(-10), later(50))}
    theirs = await reads.scene(UMBRA, ONE, [AMY])
    assert theirs is not None
    assert (theirs.viewers, theirs.last_posts) == ({}, {})
