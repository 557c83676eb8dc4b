"""What creators owe: how it comes into being, is handed in, decided about and fulfilled."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest

from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.application.use_cases.comment_on_deliverable import CommentOnDeliverableCommand
from creatorport.application.use_cases.remind_of_deliverables import Reminded, RemindOfDeliverables
from creatorport.application.use_cases.review_deliverable import Review
from creatorport.domain.account_video import AccountVideo, VideoFacts
from creatorport.domain.activity import GATEWAY, TIKTOK, Activity, ActivityKind, Actor
from creatorport.domain.comment import COMMENTS_MAX, Comment
from creatorport.domain.counts import Counts
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.deliverable_states import DeliverableState
from creatorport.domain.due_dates import DueRhythm
from creatorport.domain.errors import (
    IdempotencyConflict,
    InvalidValue,
    MarketplaceNotConnected,
    NotAllowed,
    NotFound,
    WrongState,
)
from creatorport.domain.ids import AccountId, CommentId, MemberId
from creatorport.domain.link_request import LinkAction, LinkState
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.terms import AskedDeliverable, DeliverableKind
from creatorport.domain.timeline import Timeline
from creatorport.domain.workspace import Member, Role
from tests.unit.application.owed_stage import PAGE, VIDEO, Owed, owed, video
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, VIEWER, Stage
from tests.unit.application.test_webhooks import invited

OTHER = Member(MemberId("ben"), LUMEN, Role.CREATOR)


def states(it: Owed) -> list[tuple[int, str]]:
    return [(one.number, one.state.value) for one in sorted(it.stage.kept(Deliverable), key=lambda one: one.number)]


def verbs(it: Owed) -> list[str]:
    kept = it.stage.kept(Activity)
    return [one.verb for one in kept if one.kind is ActivityKind.DELIVERABLE]


async def test_what_was_agreed_is_owed_from_the_acceptance_on_and_once() -> None:
    it = await owed(video(2, date(2026, 12, 1)), AskedDeliverable(DeliverableKind.LIVE))
    await it.capture()
    made = sorted(it.stage.kept(Deliverable), key=lambda one: one.number)
    assert [(one.number, one.kind, one.due_at) for one in made] == [
        (1, DeliverableKind.VIDEO, datetime(2026, 12, 2, tzinfo=UTC)),
        (2, DeliverableKind.VIDEO, datetime(2026, 12, 2, tzinfo=UTC)),
        (3, DeliverableKind.LIVE, None),
    ]
    assert {one.created_at for one in made} == {it.stage.invitation("mara").answered_at}


async def test_an_answer_by_webhook_makes_it_owed_in_the_same_transaction() -> None:
    post, _ = await invited()
    await post.tell(post.answer(AnswerStatus.ACCEPTED))
    (made,) = post.stage.kept(Deliverable)
    assert (made.invitation_id, made.state) == (post.stage.invitation("mara").id, DeliverableState.DUE)


async def test_a_linked_video_is_acceptance_and_fulfilment_at_once() -> None:
    stage = Stage()
    it = Owed(stage, await stage.active_campaign("mara"))
    stage.one.link_video(it.tiktok_id, "mara", Counts(1), video_id=VIDEO)
    await it.capture()
    (post,) = stage.posts()
    assert (it.it.state, it.it.post_id) == (DeliverableState.LINKED, post.id)
    assert verbs(it) == ["linked"]
    assert [one.actor for one in stage.kept(Activity) if one.verb == "linked"] == [TIKTOK]


async def test_days_end_by_the_clock_of_the_campaigns_place() -> None:
    it = await owed()
    async with it.stage.units() as uow:
        campaign = await uow.campaigns.lock(LUMEN, it.campaign_id)
        timeline = Timeline(date(2026, 11, 1), date(2026, 12, 31), "America/New_York")
        await uow.campaigns.save(replace(campaign, plan=replace(campaign.plan, timeline=timeline)))
        await uow.commit()
    await it.stage.invite(it.campaign_id, await it.stage.know("ben"))
    await it.work()
    await it.accept("ben", video(1, date(2026, 12, 1)))
    await it.capture()
    (due,) = {one.due_at for one in it.stage.kept(Deliverable) if one.handle.key == "ben"}
    assert due == datetime(2026, 12, 2, 5, tzinfo=UTC)


async def test_a_creator_hands_in_a_video_of_theirs() -> None:
    it = await owed()
    await it.connect()
    await it.submit(video=f"https://m.tiktok.com/@MARA/video/{VIDEO}?x=1", note=" As we said. ")
    handed = it.it.submission
    assert handed is not None
    assert (handed.video_id, handed.url, handed.note, handed.by) == (VIDEO, PAGE, "As we said.", CREATOR.id)
    assert it.it.state is DeliverableState.SUBMITTED
    (entry,) = it.stage.kept(Activity)[-1:]
    assert (entry.verb, entry.actor) == ("submitted", Actor.member(CREATOR.id))
    assert entry.facts == {"number": 1}


async def test_a_bare_id_is_believed_only_of_a_video_that_a_sync_has_shown() -> None:
    it = await owed()
    await it.connect()
    with pytest.raises(InvalidValue) as refused:
        await it.submit(video=VIDEO)
    assert refused.value.field == "video"
    now = it.stage.clock.now()
    async with it.stage.units() as uow:
        pedigree = Pedigree(Source.TIKTOK_DISPLAY, now, now)
        account = AccountId("account-mara")
        seen = AccountVideo.found(LUMEN, account, VIDEO, facts=VideoFacts(), counts=Counts(1), pedigree=pedigree)
        await uow.videos.put([seen])
        await uow.commit()
    await it.submit(video=VIDEO)
    assert it.it.state is DeliverableState.SUBMITTED


BAD: Final[dict[str, dict[str, Any]]] = {
    "video": {"video": f"https://www.tiktok.com/@ben/video/{VIDEO}"},
    "draftUrl": {"video": None, "draft_url": "http://x.example"},
    "note": {"note": "\0"},
}


@pytest.mark.parametrize("field", BAD)
async def test_bad_input_names_its_field_and_changes_nothing(field: str) -> None:
    it = await owed()
    await it.connect()
    before = it.it
    with pytest.raises(InvalidValue) as refused:
        await it.submit(**BAD[field])
    assert (refused.value.field, it.it) == (field, before)


@pytest.mark.parametrize("given", [{"draft_url": "https://x.example"}, {"video": None}], ids=str)
async def test_one_thing_is_handed_in(given: dict[str, Any]) -> None:
    it = await owed()
    await it.connect()
    with pytest.raises(InvalidValue, match="either a video or a link"):
        await it.submit(**given)


@pytest.mark.parametrize("by", [OWNER, MANAGER, VIEWER])
async def test_nobody_hands_in_in_the_creators_name(by: Member) -> None:
    it = await owed()
    await it.connect(owner=by)
    with pytest.raises(NotAllowed):
        await it.submit(by)


async def test_only_the_connected_bearer_of_the_handle_hands_in() -> None:
    it = await owed()
    for refused in range(3):
        if refused == 1:
            await it.connect(OTHER)
        if refused == 2:
            it.stage.clock.advance(timedelta(minutes=1))
            await it.connect(name="second")
            async with it.stage.units() as uow:
                account = await uow.accounts.load(LUMEN, AccountId("second"))
                await uow.accounts.save(account.disconnect(it.stage.clock.now()))
                await uow.commit()
        with pytest.raises(NotFound):
            await it.submit()
    assert it.it.state is DeliverableState.DUE


async def test_a_stranger_finds_nothing() -> None:
    it = await owed()
    for attempt in (
        lambda: it.review(Review.WAIVE, STRANGER),
        lambda: it.change_link(LinkAction.REVOKE, STRANGER),
        lambda: it.use_cases.comment(CommentOnDeliverableCommand(STRANGER, it.id, "Hm.")),
    ):
        with pytest.raises(NotFound):
            await attempt()


@pytest.mark.parametrize("review", Review)
@pytest.mark.parametrize("by", [VIEWER, CREATOR])
async def test_only_those_who_run_campaigns_decide(review: Review, by: Member) -> None:
    it = await owed()
    with pytest.raises(NotAllowed):
        await it.review(review, by)


async def test_changes_are_requested_in_words_and_the_conversation_goes_on() -> None:
    it = await owed()
    await it.connect()
    await it.submit(video=None, draft_url="https://x.example/1")
    await it.review(Review.REQUEST_CHANGES, comment=" The logo is cut off. ")
    await it.use_cases.comment(CommentOnDeliverableCommand(CREATOR, it.id, "On it."))
    assert it.it.state is DeliverableState.CHANGES_REQUESTED
    said = [(one.author, one.role, one.text) for one in it.stage.kept(Comment)]
    assert said == [("max", Role.MANAGER, "The logo is cut off."), ("mara", Role.CREATOR, "On it.")]
    with pytest.raises(NotFound):
        await it.use_cases.comment(CommentOnDeliverableCommand(OTHER, it.id, "Let me see."))


async def test_a_conversation_does_not_grow_for_ever() -> None:
    it = await owed()
    async with it.stage.units() as uow:
        for number in range(COMMENTS_MAX):
            words = Comment.by(OWNER, CommentId(f"c{number}"), it.id, "Hm.", it.stage.clock.now())
            await uow.deliverables.comment(words)
        await uow.commit()
    with pytest.raises(InvalidValue) as refused:
        await it.use_cases.comment(CommentOnDeliverableCommand(OWNER, it.id, "One more."))
    assert refused.value.field == "comment"


async def test_an_approved_draft_is_followed_by_its_video() -> None:
    it = await owed()
    await it.connect()
    await it.submit(video=None, draft_url="https://x.example/1")
    await it.review(Review.APPROVE)
    assert (it.it.state, it.it.link, it.stage.effects()[1:]) == (DeliverableState.APPROVED, None, [])
    await it.submit()
    await it.review(Review.APPROVE)
    assert it.link.state is LinkState.ASKING


async def test_a_video_that_counts_already_needs_nobodys_consent() -> None:
    it = await owed(video(2))
    await it.connect()
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(1), video_id=VIDEO)
    await it.capture()
    (post,) = it.stage.posts()
    second = it.id.replace(".1", ".2")
    assert [(one.id, one.post_id) for one in it.stage.kept(Deliverable) if one.post_id] == [(it.id, post.id)]
    assert second != it.id


async def test_approving_without_a_marketplace_is_refused_and_changes_nothing() -> None:
    it = await owed()
    await it.connect()
    await it.submit()
    it.stage.storage.records = {
        key: one for key, one in it.stage.storage.records.items() if not isinstance(one, Marketplace)
    }
    with pytest.raises(MarketplaceNotConnected):
        await it.review(Review.APPROVE)
    assert it.it.state is DeliverableState.SUBMITTED


async def test_the_same_key_decides_once_and_says_no_to_another_decision() -> None:
    it = await owed()
    await it.connect()
    await it.submit(idempotency_key="s")
    await it.submit(idempotency_key="s")
    for _ in range(2):
        await it.review(Review.APPROVE, comment="Fine.", idempotency_key="k")
    assert len(it.stage.kept(Comment)) == 1
    assert len(it.stage.effects()) == 2
    with pytest.raises(IdempotencyConflict):
        await it.review(Review.WAIVE, comment="Fine.", idempotency_key="k")


async def test_what_is_waived_is_not_fulfilled_by_a_video() -> None:
    it = await owed()
    await it.review(Review.WAIVE)
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(1))
    await it.capture()
    assert states(it) == [(1, "waived")]


async def test_what_was_missed_can_be_fulfilled_late() -> None:
    it = await owed(video(1, date(2026, 12, 1)))
    it.stage.clock.advance(timedelta(days=60))
    await RemindOfDeliverables(it.stage.units, it.stage.clock, DueRhythm())()
    assert states(it) == [(1, "missed")]
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(1))
    await it.capture()
    assert states(it) == [(1, "linked")]


async def test_reminders_and_the_miss_come_at_their_moments_in_virtual_time() -> None:
    it = await owed(video(1, date(2026, 12, 1)), AskedDeliverable(DeliverableKind.LIVE))
    due = it.it.due_at
    assert due is not None
    remind = RemindOfDeliverables(it.stage.units, it.stage.clock, DueRhythm())
    moment = timedelta(microseconds=1)
    seen: list[tuple[timedelta, Reminded]] = []
    for offset in (-72, -24, 24, 72):
        for at in (due + timedelta(hours=offset) - moment, due + timedelta(hours=offset)):
            it.stage.clock.advance(at - it.stage.clock.now())
            outcome = await remind()
            if outcome != Reminded(0, 0):
                seen.append((at - due, outcome))
            assert await remind() == Reminded(0, 0)
    assert seen == [
        (timedelta(hours=-72), Reminded(1, 0)),
        (timedelta(hours=-24), Reminded(1, 0)),
        (timedelta(hours=24), Reminded(1, 0)),
        (timedelta(hours=72), Reminded(0, 1)),
    ]
    assert verbs(it) == ["reminded", "reminded", "reminded", "missed"]
    assert {one.actor for one in it.stage.kept(Activity) if one.kind is ActivityKind.DELIVERABLE} == {GATEWAY}


async def test_a_round_that_comes_too_late_reminds_of_nothing_that_was_handed_in_meanwhile() -> None:
    it = await owed(video(1, date(2026, 12, 1)))
    await it.connect()
    await it.submit()
    it.stage.clock.advance(timedelta(days=60))
    assert await RemindOfDeliverables(it.stage.units, it.stage.clock, DueRhythm())() == Reminded(0, 0)


async def test_a_deliverable_without_a_link_request_has_none_to_change() -> None:
    it = await owed()
    for action in (LinkAction.REMIND, LinkAction.REVOKE):
        with pytest.raises(NotFound):
            await it.change_link(action)


@pytest.mark.parametrize("review", [Review.APPROVE, Review.REQUEST_CHANGES])
async def test_nothing_is_decided_about_what_was_not_handed_in(review: Review) -> None:
    it = await owed()
    with pytest.raises(WrongState):
        await it.review(review)
