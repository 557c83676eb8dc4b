"""What is still open with creators when a campaign ends: it is looked at until it is decided, or for thirty days."""

from datetime import date, timedelta

import pytest

from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.video_links import LinkStatus
from creatorport.application.use_cases.cancel_campaign import CancelCampaign, CancelCampaignCommand
from creatorport.application.use_cases.complete_campaign import CompleteCampaign, CompleteCampaignCommand
from creatorport.application.use_cases.remind_of_deliverables import Reminded, RemindOfDeliverables
from creatorport.application.use_cases.resume_work import ResumeWork
from creatorport.application.use_cases.review_deliverable import Review
from creatorport.domain.activity import GATEWAY, Activity
from creatorport.domain.counts import Counts
from creatorport.domain.deliverable_states import DeliverableState
from creatorport.domain.due_dates import DueRhythm
from creatorport.domain.errors import TikTokUnreachable
from creatorport.domain.link_request import LinkAction, LinkState
from tests.unit.application.owed_stage import VIDEO, Owed, owed, video
from tests.unit.application.stage import LUMEN, MANAGER

MONTH = timedelta(days=30)
PACE = timedelta(hours=6)
ENDS = ("complete", "cancel")


async def end(it: Owed, how: str) -> None:
    stage = it.stage
    if how == "complete":
        command = CompleteCampaignCommand(MANAGER, it.campaign_id)
        await CompleteCampaign(stage.units, stage.clock, stage.identities)(command)
    else:
        await CancelCampaign(stage.units, stage.clock, stage.identities)(CancelCampaignCommand(MANAGER, it.campaign_id))


async def look(it: Owed) -> list[timedelta | None]:
    """Capture; return when that is to be done again."""
    it.stage.storage.jobs.clear()
    await it.capture()
    job = CaptureCampaign(LUMEN, it.campaign_id)
    return [waiting.after for waiting in it.stage.storage.jobs if waiting.job == job]


@pytest.mark.parametrize("how", ENDS)
async def test_a_request_that_is_out_at_the_end_is_looked_at_until_its_verdict_and_its_video_counts(how: str) -> None:
    it = await owed()
    await it.in_review()
    await end(it, how)
    assert await look(it) == [PACE]
    assert it.link.state is LinkState.IN_REVIEW
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.APPROVE)
    assert await look(it) == [PACE]
    assert (it.link.state, it.it.state) == (LinkState.APPROVED, DeliverableState.APPROVED)
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(5), video_id=VIDEO)
    assert await look(it) == []
    (post,) = it.stage.posts()
    assert (it.it.state, it.it.post_id, post.video_id) == (DeliverableState.LINKED, post.id, VIDEO)
    reads = dict(it.stage.one.troubles.calls)
    assert await look(it) == []
    assert it.stage.one.troubles.calls == reads


async def test_a_no_after_a_cancelled_campaign_is_told_and_ends_the_looking() -> None:
    it = await owed()
    await it.in_review()
    await end(it, "cancel")
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.REJECTED)
    assert await look(it) == []
    assert (it.link.state, it.it.state) == (LinkState.REJECTED, DeliverableState.APPROVED)


@pytest.mark.parametrize("how", ENDS)
async def test_who_does_not_answer_for_thirty_days_is_asked_about_no_more_and_that_is_said(how: str) -> None:
    it = await owed()
    await it.in_review()
    it.stage.clock.advance(timedelta(days=3))
    await end(it, how)
    it.stage.clock.advance(MONTH - timedelta(seconds=1))
    assert await look(it) == [PACE]
    it.stage.clock.advance(timedelta(seconds=1))
    looked = it.stage.one.troubles.calls["links.of_campaign"]
    assert await look(it) == []
    assert (it.link.state, it.link.pending) == (LinkState.UNANSWERED, None)
    assert it.stage.one.troubles.calls["links.of_campaign"] == looked
    last = it.stage.kept(Activity)[-1]
    assert (last.verb, last.actor) == ("link_unanswered", GATEWAY)


async def test_a_reminder_after_the_end_is_given_thirty_days_of_its_own() -> None:
    it = await owed()
    await it.in_review()
    await end(it, "cancel")
    it.stage.clock.advance(timedelta(days=20))
    await it.change_link(LinkAction.REMIND)
    it.stage.storage.jobs = [one for one in it.stage.storage.jobs if not isinstance(one.job, CaptureCampaign)]
    await it.work()
    assert CaptureCampaign(LUMEN, it.campaign_id) in it.stage.jobs
    it.stage.clock.advance(timedelta(days=29))
    assert await look(it) == [PACE]
    assert (it.link.state, it.link.requests) == (LinkState.IN_REVIEW, 2)


async def test_who_is_asked_again_after_no_answer_is_reminded_by_tiktok() -> None:
    it = await owed()
    await it.in_review()
    await end(it, "complete")
    it.stage.clock.advance(MONTH)
    await look(it)
    assert (it.link.state, it.link.requests) == (LinkState.UNANSWERED, 1)
    await it.review(Review.APPROVE)
    await it.work()
    assert (it.link.state, it.link.requests, len(it.stage.one.link_requests)) == (LinkState.IN_REVIEW, 2, 1)
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.APPROVE)
    await look(it)
    assert it.link.state is LinkState.APPROVED


async def test_what_is_owed_to_a_completed_campaign_can_come_and_other_numbers_stay_as_they_were() -> None:
    it = await owed(video(2))
    first = it.stage.one.link_video(it.tiktok_id, "mara", Counts(5))
    await it.capture()
    await end(it, "complete")
    it.stage.one.grow(first, Counts(9))
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(7), video_id=VIDEO)
    assert await look(it) == []
    assert [post.latest.counts.views for post in it.stage.posts() if post.latest] == [5, 7]
    assert it.stage.one.troubles.calls["links.of_campaign"] == 0


async def test_nothing_but_what_was_asked_for_comes_to_a_cancelled_campaign() -> None:
    it = await owed(video(2))
    await it.in_review()
    await end(it, "cancel")
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(5))
    assert await look(it) == [PACE]
    assert it.stage.posts() == []


async def test_a_failing_tiktok_is_asked_again_at_the_same_pace() -> None:
    it = await owed()
    await it.in_review()
    await end(it, "complete")
    it.stage.one.troubles.unreachable("reports.read")
    with pytest.raises(TikTokUnreachable):
        await look(it)
    assert [one.after for one in it.stage.storage.jobs] == [PACE]


async def test_a_look_that_was_lost_is_resumed_as_long_as_an_answer_is_open() -> None:
    it = await owed()
    await it.in_review()
    await end(it, "cancel")
    it.stage.storage.jobs.clear()
    resume = ResumeWork(it.stage.units, it.stage.clock, timedelta(0))
    await resume()
    assert it.stage.jobs == [CaptureCampaign(LUMEN, it.campaign_id)]
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.REJECTED)
    await look(it)
    it.stage.storage.jobs.clear()
    await resume()
    assert it.stage.jobs == []


@pytest.mark.parametrize("due_on", [None, date(2026, 12, 20)], ids=str)
async def test_a_look_that_was_lost_is_resumed_as_long_as_a_video_may_come(due_on: date | None) -> None:
    it = await owed(video(1, due_on))
    await end(it, "complete")
    since = it.it.due_at or it.stage.clock.now()
    resume = ResumeWork(it.stage.units, it.stage.clock, timedelta(0))
    it.stage.clock.advance(since + MONTH - timedelta(seconds=1) - it.stage.clock.now())
    it.stage.storage.jobs.clear()
    await resume()
    assert it.stage.jobs == [CaptureCampaign(LUMEN, it.campaign_id)]
    assert await look(it) == [PACE]
    it.stage.clock.advance(timedelta(seconds=1))
    it.stage.storage.jobs.clear()
    await resume()
    assert it.stage.jobs == []


async def test_a_look_that_was_lost_is_resumed_while_an_approved_video_does_not_count_yet() -> None:
    it = await owed()
    await it.in_review()
    await end(it, "cancel")
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.APPROVE)
    assert await look(it) == [PACE]
    it.stage.storage.jobs.clear()
    resume = ResumeWork(it.stage.units, it.stage.clock, timedelta(0))
    await resume()
    assert it.stage.jobs == [CaptureCampaign(LUMEN, it.campaign_id)]
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(5), video_id=VIDEO)
    assert await look(it) == []
    await resume()
    assert it.stage.jobs == []


async def test_nobody_waits_for_what_is_owed_to_a_cancelled_campaign() -> None:
    it = await owed()
    await end(it, "cancel")
    it.stage.storage.jobs.clear()
    await ResumeWork(it.stage.units, it.stage.clock, timedelta(0))()
    assert it.stage.jobs == []


async def test_a_request_that_nobody_answered_for_long_is_let_go_though_its_look_was_lost() -> None:
    it = await owed()
    await it.in_review()
    await end(it, "cancel")
    it.stage.clock.advance(MONTH + MONTH)
    it.stage.storage.jobs.clear()
    resume = ResumeWork(it.stage.units, it.stage.clock, timedelta(0))
    await resume()
    assert it.stage.jobs == [CaptureCampaign(LUMEN, it.campaign_id)]
    assert await look(it) == []
    assert it.link.state is LinkState.UNANSWERED
    await resume()
    assert it.stage.jobs == []


@pytest.mark.parametrize(("how", "reminded", "missed"), [("complete", 1, 1), ("cancel", 0, 0)])
async def test_who_owes_a_completed_campaign_is_reminded_and_who_owes_a_cancelled_one_is_not(
    how: str, reminded: int, missed: int
) -> None:
    it = await owed(video(1, date(2026, 12, 1)))
    due = it.it.due_at
    assert due is not None
    await end(it, how)
    remind = RemindOfDeliverables(it.stage.units, it.stage.clock, DueRhythm())
    it.stage.clock.advance(due - it.stage.clock.now())
    assert await remind() == Reminded(reminded, 0)
    it.stage.clock.advance(timedelta(days=4))
    assert await remind() == Reminded(0, missed)
    assert it.it.state is (DeliverableState.MISSED if missed else DeliverableState.DUE)
