"""Asking a creator to link a video, reminding them, taking it back: whatever the calls and look-ups come to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.effects.drive import PROOFS
from creatorport.application.ports.video_links import LinkAtTikTok, LinkStatus
from creatorport.application.seen_links import newest_of
from creatorport.application.use_cases.review_deliverable import Review
from creatorport.domain.activity import Activity
from creatorport.domain.counts import Counts
from creatorport.domain.deliverable_states import DeliverableState
from creatorport.domain.effect import EffectKind, EffectState
from creatorport.domain.errors import LinkRemindersSpent, LinkReminderTooSoon, WrongState
from creatorport.domain.link_request import LinkAction, LinkState
from tests.fakes.tiktok import Troubles
from tests.unit.application.owed_stage import VIDEO, Owed, owed
from tests.unit.application.test_drive import ENDINGS, LOOK_UPS, work_and_reconnect

DAY = timedelta(hours=24)
KINDS = {
    EffectKind.LINK_VIDEO: "links.request",
    EffectKind.REMIND_LINK: "links.request",
    EffectKind.REVOKE_LINK: "links.revoke",
}


async def staged(kind: EffectKind) -> Owed:
    """Somewhere an effect of this kind is about to be driven."""
    it = await owed()
    if kind is EffectKind.LINK_VIDEO:
        await it.approved()
        return it
    await it.in_review()
    it.stage.clock.advance(DAY)
    await it.change_link(LinkAction.REMIND if kind is EffectKind.REMIND_LINK else LinkAction.REVOKE)
    return it


@pytest.mark.parametrize("looking", LOOK_UPS)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", KINDS)
async def test_whatever_a_call_and_its_look_ups_come_to_it_is_done_once(
    kind: EffectKind, ending: str, looking: str
) -> None:
    it = await staged(kind)
    it.stage.one.troubles = Troubles()
    ENDINGS[ending].order(it.stage.one.troubles, KINDS[kind])
    LOOK_UPS[looking](it.stage.one.troubles, "links.of_campaign")
    await work_and_reconnect(it.stage, personal=False)
    if kind is EffectKind.LINK_VIDEO and looking == "refused":
        # Who cannot be looked at is not asked: the trace of that could not be told from older ones.
        assert (it.link.state, it.stage.one.link_requests) == (LinkState.FAILED, [])
        return
    assert [effect.state for effect in it.stage.effects() if effect.kind is kind] == [EffectState.DONE]
    assert it.stage.one.troubles.calls[KINDS[kind]] == ENDINGS[ending].sent
    (request,) = it.stage.one.link_requests
    assert request.shown.requests == (2 if kind is EffectKind.REMIND_LINK else 1)
    state = LinkState.REVOKED if kind is EffectKind.REVOKE_LINK else LinkState.IN_REVIEW
    assert (it.link.state, it.link.pending, it.link.requests) == (state, None, request.shown.requests)
    assert it.it.state is DeliverableState.APPROVED


@pytest.mark.parametrize("kind", KINDS)
async def test_a_definite_no_is_believed_and_told(kind: EffectKind) -> None:
    it = await staged(kind)
    it.stage.one.troubles.refuse(KINDS[kind], message="the video is private")
    await it.work()
    failed = kind is EffectKind.LINK_VIDEO
    state = LinkState.FAILED if failed else LinkState.IN_REVIEW
    assert (it.link.state, it.link.pending, it.link.failure) == (state, None, "the video is private")
    assert it.stage.effects()[-1].state is EffectState.FAILED


async def test_what_failed_is_asked_again_by_approving_again_and_what_is_pending_is_not() -> None:
    it = await staged(EffectKind.LINK_VIDEO)
    await it.review(Review.APPROVE)
    assert len(it.stage.effects()) == 2
    it.stage.one.troubles.refuse("links.request")
    await it.work()
    await it.review(Review.APPROVE)
    await it.work()
    await it.review(Review.APPROVE)
    assert [effect.kind for effect in it.stage.effects()[1:]] == [EffectKind.LINK_VIDEO] * 2
    assert it.link.state is LinkState.IN_REVIEW


async def test_an_earlier_request_that_was_revoked_is_not_taken_for_one_whose_answer_was_lost() -> None:
    it = await staged(EffectKind.REVOKE_LINK)
    await it.work()
    await it.review(Review.APPROVE)
    it.stage.one.troubles.lose_request("links.request")
    await it.capture()
    assert (it.link.state, it.link.pending) == (LinkState.ASKING, LinkAction.ASK)
    await it.work()
    assert (it.link.state, it.link.pending) == (LinkState.IN_REVIEW, None)
    assert [one.shown.status for one in it.stage.one.link_requests] == [LinkStatus.REVOKE, LinkStatus.IN_REVIEW]


async def asked_again() -> Owed:
    """The creator has said no, and is about to be asked again for the same video."""
    it = await owed()
    await it.in_review()
    it.stage.one.links.forgiving = True
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.REJECTED)
    await it.capture()
    assert it.link.state is LinkState.REJECTED
    await it.review(Review.APPROVE)
    return it


@pytest.mark.parametrize("verdict", [LinkStatus.APPROVE, LinkStatus.REJECTED])
@pytest.mark.parametrize("ending", ["answered", "answer lost", "request lost"])
async def test_an_earlier_no_is_never_taken_for_the_answer_to_another_request(ending: str, verdict: LinkStatus) -> None:
    it = await asked_again()
    await it.capture()
    assert (it.link.state, it.link.pending) == (LinkState.ASKING, LinkAction.ASK)
    ENDINGS[ending].order(it.stage.one.troubles, "links.request")
    await it.work()
    assert [one.shown.status for one in it.stage.one.link_requests] == [LinkStatus.REJECTED, LinkStatus.IN_REVIEW]
    it.stage.one.links.shows = 1
    await it.capture()
    assert (it.link.state, it.link.pending) == (LinkState.IN_REVIEW, None)
    it.stage.one.links.shows = None
    it.stage.one.links.decide(it.tiktok_id, VIDEO, verdict)
    await it.capture()
    assert it.link.state is (LinkState.APPROVED if verdict is LinkStatus.APPROVE else LinkState.REJECTED)


async def test_a_no_that_the_new_request_got_before_its_lost_answer_was_looked_for_is_its_own() -> None:
    it = await asked_again()
    it.stage.one.troubles.lose_answer("links.request")
    job = it.stage.next_effect()
    assert job is not None
    await it.stage.drive(personal=False)(job)
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.REJECTED)
    await it.work()
    assert (it.link.state, it.link.pending, len(it.stage.one.link_requests)) == (LinkState.REJECTED, None, 2)


@pytest.mark.parametrize("action", [LinkAction.REMIND, LinkAction.REVOKE])
async def test_what_is_done_to_the_second_request_is_not_settled_by_the_first(action: LinkAction) -> None:
    it = await asked_again()
    await it.work()
    it.stage.clock.advance(DAY)
    await it.change_link(action)
    it.stage.one.links.shows = 1
    it.stage.one.troubles.lose_request("links.request" if action is LinkAction.REMIND else "links.revoke")
    await it.work()
    state, requests = (LinkState.IN_REVIEW, 2) if action is LinkAction.REMIND else (LinkState.REVOKED, 1)
    assert (it.link.state, it.link.pending, it.link.requests) == (state, None, requests)


async def test_a_request_that_shows_only_after_it_was_held_for_absent_is_not_made_again() -> None:
    it = await asked_again()
    it.stage.one.troubles.lose_answer("links.request")
    it.stage.one.links.shows = 1
    drive = it.stage.drive(personal=False)
    for _ in range(1 + PROOFS):
        job = it.stage.next_effect()
        assert job is not None
        await drive(job)
    assert it.stage.effects()[-1].state is EffectState.INTENDED
    it.stage.one.links.shows = None
    await it.work()
    assert (it.link.state, it.stage.one.troubles.calls["links.request"]) == (LinkState.IN_REVIEW, 2)


async def test_whoever_died_before_it_was_noted_what_there_was_has_asked_nothing() -> None:
    it = await asked_again()
    job = it.stage.next_effect()
    assert job is not None
    async with it.stage.units() as uow:
        effect = await uow.effects.lock(job.workspace_id, job.effect_id)
        await uow.effects.save(effect.call(it.stage.clock.now()))
        await uow.jobs.defer(job)
        await uow.commit()
    await it.work()
    assert it.stage.effects()[-1].calls == 2
    assert (it.link.state, len(it.stage.one.link_requests)) == (LinkState.IN_REVIEW, 2)


async def test_the_creators_yes_is_polled_and_the_linked_video_fulfils_it() -> None:
    it = await owed()
    await it.in_review()
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.APPROVE)
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(5), video_id=VIDEO)
    await it.capture()
    (post,) = it.stage.posts()
    assert (it.link.state, it.it.state, it.it.post_id) == (LinkState.APPROVED, DeliverableState.LINKED, post.id)
    looked = it.stage.one.troubles.calls["links.of_campaign"]
    await it.capture()
    assert it.stage.one.troubles.calls["links.of_campaign"] == looked
    verbs = [one.verb for one in it.stage.kept(Activity)]
    assert verbs[-3:] == ["link_requested", "link_approved", "linked"]


async def test_the_creators_no_is_told_and_another_video_can_be_handed_in() -> None:
    it = await owed()
    await it.in_review()
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.REJECTED)
    await it.capture()
    assert (it.link.state, it.it.state) == (LinkState.REJECTED, DeliverableState.APPROVED)
    other = "7493990579714164999"
    await it.submit(video=f"https://www.tiktok.com/@mara/video/{other}")
    await it.review(Review.APPROVE)
    await it.work()
    assert (it.link.video_id, it.link.state) == (other, LinkState.IN_REVIEW)


async def test_tiktok_is_not_asked_how_requests_stand_while_there_are_none() -> None:
    it = await owed()
    await it.capture()
    assert it.stage.one.troubles.calls["links.of_campaign"] == 0


async def test_reminders_keep_to_tiktoks_rules_and_tell_when() -> None:
    it = await owed()
    await it.in_review()
    asked = it.link.asked_at
    for number in (2, 3):
        with pytest.raises(LinkReminderTooSoon) as refused:
            await it.change_link(LinkAction.REMIND)
        assert refused.value.retry_at == asked + DAY
        it.stage.clock.advance(asked + DAY - it.stage.clock.now())
        for _ in range(2):
            await it.change_link(LinkAction.REMIND)
        await it.work()
        assert it.link.requests == number
        asked = it.link.asked_at
    it.stage.clock.advance(DAY)
    with pytest.raises(LinkRemindersSpent):
        await it.change_link(LinkAction.REMIND)


async def test_a_request_that_the_creator_answered_cannot_be_taken_back() -> None:
    it = await owed()
    await it.in_review()
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.REJECTED)
    await it.change_link(LinkAction.REVOKE)
    await it.work()
    assert (it.link.state, it.link.pending) == (LinkState.IN_REVIEW, None)
    await it.capture()
    assert it.link.state is LinkState.REJECTED
    with pytest.raises(WrongState):
        await it.change_link(LinkAction.REVOKE)


async def test_a_status_that_we_do_not_know_is_told_and_changes_nothing_else() -> None:
    it = await owed()
    await it.in_review()
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.OTHER)
    before, events = it.it, len(it.stage.kept(Activity))
    for _ in range(2):
        await it.capture()
    unread = "TikTok tells a status that is not known here: OTHER"
    assert before.link is not None
    assert it.it == replace(before, link=replace(before.link, unread=unread), version=before.version + 1)
    assert len(it.stage.kept(Activity)) == events
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.IN_REVIEW)
    await it.capture()
    assert (it.link.state, it.link.unread) == (LinkState.IN_REVIEW, None)


async def test_a_request_that_tiktok_does_not_show_after_a_while_is_told_until_it_does() -> None:
    it = await owed()
    await it.in_review()
    it.stage.one.links.shows = 0
    it.stage.clock.advance(timedelta(minutes=10) - timedelta(seconds=1))
    await it.capture()
    early = it.link
    it.stage.clock.advance(timedelta(seconds=1))
    await it.capture()
    late = it.link
    it.stage.one.links.shows = None
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.APPROVE)
    await it.capture()
    assert [(one.state, one.unread) for one in (early, late, it.link)] == [
        (LinkState.IN_REVIEW, None),
        (LinkState.IN_REVIEW, "TikTok does not show the request."),
        (LinkState.APPROVED, None),
    ]


ROWS = {
    "new": ("2", LinkStatus.REJECTED, 1, True),
    "as it was": ("1", LinkStatus.IN_REVIEW, 1, False),
    "answered since": ("1", LinkStatus.APPROVE, 1, True),
    "reminded since": ("1", LinkStatus.IN_REVIEW, 2, True),
    "taken back, which shows late": ("1", LinkStatus.REVOKE, 1, False),
    "without a number": (None, LinkStatus.REJECTED, 1, True),
}


@pytest.mark.parametrize("row", ROWS)
async def test_a_row_is_told_from_those_before_by_its_number_and_standing(row: str) -> None:
    number, status, requests, ours = ROWS[row]
    before = LinkAtTikTok(VIDEO, LinkStatus.IN_REVIEW, "IN_REVIEW", 1, None, "1")
    shown = LinkAtTikTok(VIDEO, status, status.value, requests, None, number)
    assert newest_of([shown], VIDEO, (before.mark,)) == (shown if ours else None)


async def test_an_answer_whose_status_we_do_not_know_leaves_the_request_with_tiktok() -> None:
    it = await owed()
    await it.approved()
    it.stage.one.troubles.lose_answer("links.request")
    job = it.stage.next_effect()
    assert job is not None
    await it.stage.drive(personal=False)(job)
    it.stage.one.links.decide(it.tiktok_id, VIDEO, LinkStatus.OTHER)
    await it.work()
    assert (it.link.state, it.link.pending) == (LinkState.IN_REVIEW, None)
