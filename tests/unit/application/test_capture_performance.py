"""Capturing a running campaign: answers, new posts, counts, and the one log entry per change."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import cast

import pytest

from creatorport.application.performance_log import KIND
from creatorport.application.ports.event_log import Logged
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.application.streams import campaign_performance
from creatorport.application.use_cases.capture_performance import CapturePerformance, Rhythm
from creatorport.domain.campaign import Campaign
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Creator, Reach
from creatorport.domain.effect import Json
from creatorport.domain.error_roots import FixableBy
from creatorport.domain.errors import (
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
)
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.post import MetricSnapshot, PostState, VideoPost
from tests.fakes.storage import Waiting
from tests.unit.application.stage import LUMEN, Stage

RHYTHM = Rhythm(every=timedelta(minutes=1), fresh_for=timedelta(minutes=5))


class Measured:
    """A stage with a running campaign that mara was invited to."""

    def __init__(self, stage: Stage, campaign_id: CampaignId, *, personal: bool) -> None:
        self.stage = stage
        self.campaign_id = campaign_id
        self.job = CaptureCampaign(LUMEN, campaign_id)
        self.personal = personal
        stage.storage.jobs.clear()

    @property
    def tiktok_id(self) -> str:
        campaign = self.stage.campaign(self.campaign_id)
        assert campaign.at_tiktok is not None
        return campaign.at_tiktok.campaign_id

    async def capture(self) -> None:
        stage = self.stage
        stage.clock.advance(timedelta(minutes=1))
        messages = stage.one.invitations if self.personal else None
        capture = CapturePerformance(stage.units, stage.clock, stage.identities, stage.one.reports, messages, RHYTHM)
        await capture(self.job)

    def link(self, counts: Counts, handle: str = "mara", video_id: str | None = None) -> str:
        return self.stage.one.link_video(self.tiktok_id, handle, counts, video_id=video_id)

    def failures(self) -> list[CaptureFailure]:
        return self.stage.kept(CaptureFailure)

    @property
    def entries(self) -> list[Logged]:
        return self.stage.storage.entries(campaign_performance(self.campaign_id))


async def measured(*handles: str, personal: bool = False) -> Measured:
    stage = Stage()
    campaign_id = await stage.active_campaign(*(handles or ("mara",)), personal=personal)
    return Measured(stage, campaign_id, personal=personal)


def told(entry: Logged) -> Mapping[str, Json]:
    totals = cast("Mapping[str, Json]", entry.payload["totals"])
    return cast("Mapping[str, Json]", totals["counts"])


async def test_a_new_video_becomes_a_post_of_its_creator_once() -> None:
    it = await measured()
    video = it.link(Counts(100, 10, 2, 1), video_id="7678907398077074696")
    published = it.stage.clock.now()
    await it.capture()
    await it.capture()
    (post,) = it.stage.posts()
    assert post.video_id == video == "7678907398077074696"
    assert (post.creator_id, post.state) == (it.stage.invitation("mara").creator_id, PostState.PUBLISHED)
    assert post.url == "https://www.tiktok.com/@mara/video/7678907398077074696"
    assert (post.published_at, post.linked_at) == (published, published + timedelta(minutes=1))


async def test_the_counts_carry_their_pedigree() -> None:
    it = await measured()
    it.link(Counts(100, 10, 2, 1))
    await it.capture()
    now, (post,) = it.stage.clock.now(), it.stage.posts()
    pedigree = Pedigree(Source.TIKTOK_ONE_REPORT, now, now + timedelta(minutes=5))
    assert post.latest == MetricSnapshot(post.id, Counts(100, 10, 2, 1), pedigree, fell=False)


async def test_every_capture_is_kept_in_the_ledger() -> None:
    it = await measured()
    video = it.link(Counts(views=100))
    await it.capture()
    it.stage.one.grow(video, Counts(views=90))
    await it.capture()
    ledger = it.stage.kept(MetricSnapshot)
    assert [(snapshot.counts.views, snapshot.fell) for snapshot in ledger] == [(100, False), (90, True)]


async def test_each_change_is_logged_once_with_the_totals_of_that_moment() -> None:
    it = await measured("mara", "ben")
    first = it.link(Counts(100, 10, 2, 1), "mara")
    it.link(Counts(50, 5, 1, 0), "ben")
    await it.capture()
    it.stage.one.grow(first, Counts(200, 20, 4, 2))
    await it.capture()
    assert [(entry.number, entry.kind) for entry in it.entries] == [(1, KIND), (2, KIND)]
    assert told(it.entries[0]) == {"views": 150, "likes": 15, "comments": 3, "shares": 1}
    assert told(it.entries[1]) == {"views": 250, "likes": 25, "comments": 5, "shares": 2}
    changed = [cast("list[Mapping[str, Json]]", entry.payload["changed"]) for entry in it.entries]
    mara, ben = (it.stage.invitation(handle).creator_id for handle in ("mara", "ben"))
    assert {one["creator_id"] for one in changed[0]} == {mara, ben}
    assert [one["creator_id"] for one in changed[1]] == [mara]
    assert it.entries[1].at == it.stage.clock.now()


async def test_unchanged_numbers_log_nothing_but_are_fresher() -> None:
    it = await measured()
    it.link(Counts(100, 10, 2, 1))
    for _ in range(3):
        await it.capture()
    (post,) = it.stage.posts()
    assert len(it.entries) == 1
    assert post.latest is not None
    assert post.latest.pedigree.captured_at == it.stage.clock.now()


async def test_a_campaign_without_videos_logs_nothing() -> None:
    it = await measured()
    await it.capture()
    assert (it.entries, it.stage.posts()) == ([], [])


async def test_a_number_tiktok_keeps_silent_about_stays_as_it_was() -> None:
    it = await measured()
    video = it.link(Counts(100, 10, 2, 1))
    await it.capture()
    it.stage.one.grow(video, Counts(views=120))
    await it.capture()
    (post,) = it.stage.posts()
    assert post.latest is not None
    assert post.latest.counts == Counts(120, 10, 2, 1)


async def test_a_video_that_is_gone_from_the_report_keeps_its_history() -> None:
    it = await measured()
    video = it.link(Counts(views=100))
    await it.capture()
    before = it.stage.posts()
    del it.stage.one.made[it.tiktok_id].videos[video]
    await it.capture()
    assert it.stage.posts() == before
    assert len(it.entries) == 1


@pytest.mark.parametrize(
    ("status", "state", "answered"),
    [
        (AnswerStatus.SENT, InvitationState.SENT, False),
        (AnswerStatus.VIEWED, InvitationState.VIEWED, False),
        (AnswerStatus.RESPONDED, InvitationState.VIEWED, False),
        (AnswerStatus.ACCEPTED, InvitationState.ACCEPTED, True),
        (AnswerStatus.REJECTED, InvitationState.DECLINED, True),
        (AnswerStatus.EXPIRED, InvitationState.EXPIRED, False),
        (AnswerStatus.CANCELLED, InvitationState.WITHDRAWN, False),
        (AnswerStatus.OTHER, InvitationState.SENT, False),
    ],
)
async def test_answers_come_home_by_polling(status: AnswerStatus, state: InvitationState, answered: bool) -> None:
    it = await measured(personal=True)
    tiktok_id = it.stage.invitation("mara").tiktok_id
    assert tiktok_id is not None
    it.stage.one.answer(tiktok_id, status, "Gladly." if answered else None)
    at = it.stage.clock.now()
    await it.capture()
    await it.capture()
    invitation = it.stage.invitation("mara")
    assert invitation.state is state
    assert (invitation.answer, invitation.answered_at) == (("Gladly.", at) if answered else (None, None))


async def test_without_personal_messages_nobody_asks_for_answers() -> None:
    it = await measured()
    await it.capture()
    assert it.stage.one.troubles.calls["invitations.of_campaign"] == 0


async def test_whoever_linked_a_video_has_accepted() -> None:
    it = await measured()
    it.link(Counts(views=1))
    await it.capture()
    invitation = it.stage.invitation("mara")
    assert (invitation.state, invitation.answered_at) == (InvitationState.ACCEPTED, it.stage.clock.now())
    await it.capture()
    assert it.stage.invitation("mara") == invitation


async def test_a_video_does_not_undo_a_no() -> None:
    it = await measured()
    async with it.stage.units() as uow:
        await uow.invitations.save(it.stage.invitation("mara").decline(it.stage.clock.now()))
        await uow.commit()
    it.link(Counts(views=1))
    await it.capture()
    assert it.stage.invitation("mara").state is InvitationState.DECLINED
    assert len(it.stage.posts()) == 1


async def test_a_strangers_videos_belong_to_one_new_creator() -> None:
    it = await measured()
    it.link(Counts(views=1), "Nora.New")
    it.link(Counts(views=2), "nora.new")
    await it.capture()
    (nora,) = [creator for creator in it.stage.kept(Creator) if creator.handle == Handle.of("nora.new")]
    assert {post.creator_id for post in it.stage.posts()} == {nora.id}
    assert (nora.workspace_id, nora.reach) == (LUMEN, Reach(None, None, None, None))
    assert (nora.pedigree.source, nora.found_at) == (Source.TIKTOK_ONE_REPORT, it.stage.clock.now())
    assert len(it.stage.kept(Invitation)) == 1


async def test_a_creator_the_workspace_knew_is_no_stranger() -> None:
    it = await measured()
    (nora,) = await it.stage.know("nora")
    before = len(it.stage.kept(Creator))
    it.link(Counts(views=1), "nora")
    await it.capture()
    assert [post.creator_id for post in it.stage.posts()] == [nora]
    assert len(it.stage.kept(Creator)) == before


async def test_a_capture_enqueues_its_successor() -> None:
    it = await measured()
    await it.capture()
    assert it.stage.storage.jobs == [Waiting(it.job, RHYTHM.every)]


@pytest.mark.parametrize("call", ["reports.read", "invitations.of_campaign"])
@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ("unreachable", TikTokUnreachable),
        ("throttle", TikTokThrottled),
        ("refuse", TikTokRefused),
        ("lose_answer", TikTokAnswerLost),
    ],
)
async def test_a_failing_tiktok_leaves_everything_and_the_next_try_is_enqueued(
    call: str, trouble: str, error: type[TikTokError]
) -> None:
    it = await measured(personal=True)
    it.link(Counts(views=1))
    await it.capture()
    it.stage.storage.jobs.clear()
    before = dict(it.stage.storage.records)
    getattr(it.stage.one.troubles, trouble)(call)
    with pytest.raises(error):
        await it.capture()
    kept = dict(it.stage.storage.records)
    assert kept.pop(("capture_failure", LUMEN, it.campaign_id)) is not None
    assert kept == before
    assert len(it.entries) == 1
    assert it.stage.jobs == [it.job]


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        ("unreachable", ("TIKTOK_UNREACHABLE", "no connection", FixableBy.OPERATOR, None, 60)),
        ("throttle", ("TIKTOK_THROTTLED", "too many requests", FixableBy.NOBODY, None, 300)),
        ("refuse", ("TIKTOK_REFUSED", "invalid", FixableBy.MEMBER, "40002", 60)),
        ("lose_answer", ("TIKTOK_ANSWER_LOST", "the answer was lost", FixableBy.TIKTOK, None, 60)),
        ("reject_token", ("TIKTOK_TOKEN_REJECTED", "the token is not valid", FixableBy.MEMBER, None, 60)),
    ],
)
async def test_a_failure_is_told_with_its_code_who_can_help_and_the_next_try(
    trouble: str, failure: tuple[str, str, FixableBy, str | None, int]
) -> None:
    it = await measured()
    code, message, fixable_by, tiktok_code, seconds = failure
    given = {"retry_after": 300} if trouble == "throttle" else {}
    getattr(it.stage.one.troubles, trouble)("reports.read", **given)
    with pytest.raises(TikTokError):
        await it.capture()
    now = it.stage.clock.now()
    retry_at = now + timedelta(seconds=seconds)
    assert it.failures() == [CaptureFailure(code, message, fixable_by, now, now, retry_at, tiktok_code)]


async def test_a_failure_keeps_when_the_row_of_them_began_and_a_success_ends_it() -> None:
    it = await measured()
    it.stage.one.troubles.refuse("reports.read")
    it.stage.one.troubles.unreachable("reports.read")
    since = it.stage.clock.now() + timedelta(minutes=1)
    for error in (TikTokRefused, TikTokUnreachable):
        with pytest.raises(error):
            await it.capture()
    at = since + timedelta(minutes=1)
    (failure,) = it.failures()
    assert (failure.code, failure.since, failure.at) == ("TIKTOK_UNREACHABLE", since, at)
    await it.capture()
    assert it.failures() == []
    it.stage.one.troubles.unreachable("reports.read")
    with pytest.raises(TikTokUnreachable):
        await it.capture()
    (failure,) = it.failures()
    assert failure.since == failure.at == at + timedelta(minutes=2)


async def test_a_campaign_whose_marketplace_is_lost_says_that_it_is_not_captured() -> None:
    it = await measured()
    it.stage.one.tokens.clear()
    with pytest.raises(TikTokTokenRejected):
        await it.capture()
    await it.capture()
    now = it.stage.clock.now()
    (failure,) = it.failures()
    assert (failure.code, failure.fixable_by) == ("MARKETPLACE_NOT_CONNECTED", FixableBy.MEMBER)
    assert (failure.since, failure.at) == (now - timedelta(minutes=1), now)
    assert failure.retry_at == now + timedelta(minutes=1)


async def test_a_limit_is_waited_out_before_the_next_try() -> None:
    it = await measured()
    it.stage.one.troubles.throttle("reports.read", retry_after=300)
    with pytest.raises(TikTokThrottled):
        await it.capture()
    assert it.stage.storage.jobs == [Waiting(it.job, timedelta(seconds=300))]


async def test_a_dead_token_is_noted_and_the_capture_waits_for_a_reconnect() -> None:
    it = await measured()
    it.stage.one.tokens.clear()
    with pytest.raises(TikTokTokenRejected):
        await it.capture()
    assert it.stage.marketplace().cause == "Access token is incorrect or has been revoked."
    assert it.stage.jobs == [it.job]
    it.stage.storage.jobs.clear()
    calls = it.stage.one.troubles.calls["reports.read"]
    await it.capture()
    assert it.stage.one.troubles.calls["reports.read"] == calls
    assert it.stage.jobs == [it.job]


@pytest.mark.parametrize("end", [Campaign.complete, Campaign.cancel])
async def test_what_has_ended_is_captured_no_more(end: Callable[[Campaign, datetime], Campaign]) -> None:
    it = await measured()
    it.link(Counts(views=1))
    it.stage.one.troubles.unreachable("reports.read")
    with pytest.raises(TikTokUnreachable):
        await it.capture()
    it.stage.storage.jobs.clear()
    async with it.stage.units() as uow:
        await uow.campaigns.save(end(it.stage.campaign(it.campaign_id), it.stage.clock.now()))
        await uow.commit()
    await it.capture()
    assert (it.stage.posts(), it.stage.jobs, it.failures()) == ([], [], [])


async def test_a_paused_campaign_is_still_measured() -> None:
    it = await measured()
    async with it.stage.units() as uow:
        await uow.campaigns.save(it.stage.campaign(it.campaign_id).pause(it.stage.clock.now()))
        await uow.commit()
    it.link(Counts(views=1))
    await it.capture()
    assert [type(post) for post in it.stage.posts()] == [VideoPost]
