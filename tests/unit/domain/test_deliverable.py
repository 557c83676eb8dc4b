from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.deliverable import Deliverable, owed
from creatorport.domain.deliverable_states import (
    DELIVERABLE_MACHINE,
    OPEN,
    OWED,
    DeliverableState,
    DeliverableVerb,
)
from creatorport.domain.due_dates import DueRhythm, end_of
from creatorport.domain.errors import WrongState
from creatorport.domain.events import DeliverableMoved, DeliverableReminded
from creatorport.domain.fulfilment import fulfilled
from creatorport.domain.ids import CampaignId, CreatorId, MemberId, PostId
from creatorport.domain.invitation import Invitation
from creatorport.domain.link_request import LinkRequest, LinkVerb
from creatorport.domain.machine import REFUSE, STAY
from creatorport.domain.post import VideoPost
from creatorport.domain.submission import Submission
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer, ProposedBy, Terms
from tests.unit.domain.specimens import LUMEN, NOW, invitation, later

MAX, MARA = MemberId("max"), MemberId("mara")
VIDEO = "7493990579714164574"
RHYTHM = DueRhythm((timedelta(hours=-72), timedelta(hours=-24), timedelta(hours=24)), timedelta(hours=48))
DUE = datetime(2026, 12, 1, tzinfo=UTC)
LATE = DUE + timedelta(days=30)


def accepted(*asked: AskedDeliverable) -> Invitation:
    draft = replace(invitation(), terms=(Terms(1, Offer(deliverables=asked), ProposedBy.BRAND, NOW),))
    return draft.send(NOW).accept(NOW)


def deliverable(due_on: date | None = date(2026, 11, 30)) -> Deliverable:
    (one,) = owed(accepted(AskedDeliverable(DeliverableKind.VIDEO, due_on=due_on)), NOW)
    return one


def handed(at: datetime = NOW, video: str = VIDEO) -> Submission:
    return Submission(at, MARA, video, f"https://www.tiktok.com/@mara.cooks/video/{video}")


VERBS: Final[dict[DeliverableVerb, Callable[[Deliverable, datetime], Deliverable]]] = {
    DeliverableVerb.SUBMIT: lambda it, now: it.submit(handed(now)),
    DeliverableVerb.REQUEST_CHANGES: lambda it, now: it.request_changes(MAX, now),
    DeliverableVerb.APPROVE: lambda it, now: it.approve(MAX, now),
    DeliverableVerb.LINK: lambda it, now: it.fulfil(PostId("post-1"), now),
    DeliverableVerb.WAIVE: lambda it, now: it.waive(MAX, now),
}
BY: Final = {DeliverableVerb.SUBMIT: MARA, DeliverableVerb.LINK: None}


class DeliverableWalk(RuleBasedStateMachine):
    """Walks random verbs on a deliverable, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.it = deliverable()
        self.minutes = 0
        self.ended: DeliverableState | None = None

    @rule(verb=st.sampled_from(sorted(VERBS)))
    def attempt(self, verb: DeliverableVerb) -> None:
        before, untouched = self.it, copy(self.it)
        self.minutes += 1
        now = later(self.minutes)
        decision = DELIVERABLE_MACHINE.table[before.state][verb]
        if decision is REFUSE:
            with pytest.raises(WrongState) as refused:
                VERBS[verb](before, now)
            facts = refused.value.kind, refused.value.state, refused.value.verb
            assert facts == ("deliverable", before.state.value, verb.value)
        else:
            self.it = VERBS[verb](before, now)
            if decision is STAY:
                assert self.it is before
            else:
                assert isinstance(decision, DeliverableState)
                event = DeliverableMoved(
                    now, before.campaign_id, before.id, before.creator_id, verb.value, decision.value, BY.get(verb, MAX)
                )
                assert (self.it.state, self.it.events) == (decision, (*before.events, event))
        assert before == untouched

    @rule()
    def let_the_grace_pass(self) -> None:
        """The one verb with a condition: it moves only what is owed, and only after the grace."""
        before = self.it
        assert before.miss(RHYTHM, DUE + timedelta(hours=48) - timedelta(microseconds=1)) is before
        self.it = before.miss(RHYTHM, LATE)
        assert self.it.state is (DeliverableState.MISSED if before.state in OWED else before.state)

    @invariant()
    def what_has_ended_stays_ended(self) -> None:
        if self.ended is not None:
            assert self.it.state is self.ended
        elif DELIVERABLE_MACHINE.terminal(self.it.state):
            self.ended = self.it.state

    @invariant()
    def only_what_is_linked_has_a_post(self) -> None:
        linked = self.it.state is DeliverableState.LINKED
        assert (self.it.post_id is not None, self.it.linked_at is not None) == (linked, linked)

    @invariant()
    def what_is_approved_was_handed_in_and_decided_by_somebody(self) -> None:
        if self.it.state is DeliverableState.APPROVED:
            assert self.it.submission is not None
            assert self.it.decided_by == MAX
        if self.it.state in {DeliverableState.SUBMITTED, DeliverableState.DUE}:
            assert self.it.decided_at is None


TestDeliverableWalk = DeliverableWalk.TestCase
TestDeliverableWalk.settings = settings(stateful_step_count=20)


def test_every_state_that_is_open_can_be_fulfilled_and_no_other() -> None:
    can = {
        state
        for state, row in DELIVERABLE_MACHINE.table.items()
        if row[DeliverableVerb.LINK] is DeliverableState.LINKED
    }
    assert can == OPEN
    assert {state for state in can if DELIVERABLE_MACHINE.table[state][DeliverableVerb.MISS] is not STAY} == OWED


def test_one_deliverable_is_owed_for_each_unit_that_was_agreed() -> None:
    video, live = DeliverableKind.VIDEO, DeliverableKind.LIVE
    made = owed(accepted(AskedDeliverable(video, 2, date(2026, 11, 30)), AskedDeliverable(live)), NOW)
    assert [(one.id, one.number, one.kind, one.due_at) for one in made] == [
        ("invitation-1.1", 1, DeliverableKind.VIDEO, DUE),
        ("invitation-1.2", 2, DeliverableKind.VIDEO, DUE),
        ("invitation-1.3", 3, DeliverableKind.LIVE, None),
    ]


def test_days_after_accepting_are_counted_by_the_clock_on_the_wall_of_the_campaigns_zone() -> None:
    soon = accepted(AskedDeliverable(DeliverableKind.VIDEO, due_after_days=14))
    late_in_the_day = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    due = {zone: owed(soon, late_in_the_day, zone=zone)[0].due_at for zone in ("UTC", "Europe/Berlin")}
    assert due == {
        "UTC": datetime(2026, 12, 5, tzinfo=UTC),
        "Europe/Berlin": datetime(2026, 12, 5, 23, tzinfo=UTC),
    }


def test_without_terms_one_video_is_owed_at_no_time_in_particular() -> None:
    (one,) = owed(accepted(), NOW)
    assert (one.kind, one.due_at, one.state) == (DeliverableKind.VIDEO, None, DeliverableState.DUE)
    assert one.miss(RHYTHM, LATE) is one.remind(RHYTHM, LATE) is one


def test_a_day_ends_by_the_clock_on_the_wall_of_its_zone() -> None:
    assert end_of(date(2026, 10, 25), "Europe/Berlin") == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert end_of(date(2026, 7, 1), "Europe/Berlin") == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert end_of(date(2026, 7, 1)) == datetime(2026, 7, 2, tzinfo=UTC)


def test_what_was_handed_in_can_be_replaced_until_it_is_being_linked() -> None:
    first = deliverable().submit(handed())
    second = first.submit(handed(later(1), "7493990579714164999"))
    assert second.submission is not None
    assert second.submission.video_id == "7493990579714164999"
    asked = second.approve(MAX, later(2)).with_link(LinkRequest.ask("7493990579714164999", later(2)), later(2))
    with pytest.raises(WrongState, match="being linked"):
        asked.submit(handed(later(3)))
    assert asked.link is not None
    rejected = asked.with_link(asked.link.shown(LinkVerb.REJECT, 1, None), later(4))
    again = rejected.submit(handed(later(5)))
    assert (again.state, again.decided_at) == (DeliverableState.SUBMITTED, None)


def test_a_creator_is_reminded_at_the_very_moment_and_once() -> None:
    it = deliverable()
    moment = timedelta(microseconds=1)
    assert it.remind(RHYTHM, DUE - timedelta(hours=72) - moment) is it
    first = it.remind(RHYTHM, DUE - timedelta(hours=72))
    assert first.events == (
        DeliverableReminded(DUE - timedelta(hours=72), it.campaign_id, it.id, it.creator_id, -72 * 3600, DUE),
    )
    assert first.remind(RHYTHM, DUE - timedelta(hours=24) - moment) is first
    assert first.remind(RHYTHM, DUE - timedelta(hours=24)).reminded == -24 * 3600


def test_of_reminders_that_were_slept_through_only_the_newest_is_given() -> None:
    woken = deliverable().remind(RHYTHM, DUE + timedelta(hours=30))
    assert (woken.reminded, len(woken.events)) == (24 * 3600, 1)


def test_reminders_from_before_the_agreement_are_none() -> None:
    it = replace(deliverable(), created_at=DUE - timedelta(hours=50))
    assert it.remind(RHYTHM, DUE - timedelta(hours=49)) is it
    assert it.remind(RHYTHM, DUE - timedelta(hours=24)).reminded == -24 * 3600


def test_whoever_has_handed_in_is_not_reminded_and_misses_nothing() -> None:
    it = deliverable().submit(handed())
    assert it.remind(RHYTHM, LATE) is it.miss(RHYTHM, LATE) is it
    wished = it.request_changes(MAX, later(1))
    assert wished.remind(RHYTHM, DUE).reminded == -24 * 3600


def test_what_is_missed_is_missed_when_the_grace_ends_and_can_still_be_handed_in() -> None:
    it, end = deliverable(), DUE + timedelta(hours=48)
    assert it.miss(RHYTHM, end - timedelta(microseconds=1)) is it
    missed = it.miss(RHYTHM, end)
    assert missed.state is DeliverableState.MISSED
    assert missed.submit(handed(end)).state is DeliverableState.SUBMITTED


@pytest.mark.parametrize(
    ("reminders", "grace"),
    [((timedelta(1), timedelta(0)), timedelta(0)), ((timedelta(1), timedelta(1)), timedelta(0)), ((), timedelta(-1))],
)
def test_a_rhythm_is_in_order(reminders: tuple[timedelta, ...], grace: timedelta) -> None:
    with pytest.raises(ValueError, match=r"reminders|grace"):
        DueRhythm(reminders, grace)


def test_the_horizon_is_the_earliest_reminder() -> None:
    assert RHYTHM.horizon == timedelta(hours=72)
    assert DueRhythm((timedelta(hours=5),)).horizon == DueRhythm(()).horizon == timedelta(0)


def post(name: str, video: str, minutes: int = 0, creator: str = "creator-1") -> VideoPost:
    return VideoPost.linked(
        PostId(name), LUMEN, CampaignId("campaign-1"), CreatorId(creator), video_id=video, url="u", published_at=None,
        now=later(minutes),
    )  # fmt: skip


def three() -> list[Deliverable]:
    asked = (
        AskedDeliverable(DeliverableKind.VIDEO, due_on=date(2026, 12, 5)),
        AskedDeliverable(DeliverableKind.VIDEO, due_on=date(2026, 11, 30)),
        AskedDeliverable(DeliverableKind.LIVE, due_on=date(2026, 11, 20)),
    )
    return list(owed(accepted(*asked), NOW))


def matched(deliverables: list[Deliverable], *posts: VideoPost) -> dict[str, str | None]:
    return {one.id: one.post_id for one in fulfilled(deliverables, posts, later(9))}


def test_a_linked_video_fulfils_its_creators_oldest_open_one_for_a_video() -> None:
    assert matched(three(), post("p", "1")) == {"invitation-1.2": "p"}
    assert matched(three(), post("p", "1", 1), post("q", "2")) == {"invitation-1.2": "q", "invitation-1.1": "p"}
    assert matched(three(), post("p", "1", creator="creator-2")) == {}


def test_a_linked_video_fulfils_first_of_all_what_it_was_handed_in_for() -> None:
    deliverables = three()
    deliverables[0] = deliverables[0].submit(handed(video=VIDEO))
    assert matched(deliverables, post("p", VIDEO)) == {"invitation-1.1": "p"}


def test_another_video_leaves_what_was_handed_in_alone_as_long_as_it_can() -> None:
    deliverables = three()
    deliverables[1] = deliverables[1].submit(handed(video=VIDEO))
    assert matched(deliverables, post("p", "1")) == {"invitation-1.1": "p"}
    assert matched(deliverables, post("p", "1"), post("q", "2", 1)) == {"invitation-1.1": "p", "invitation-1.2": "q"}


def test_a_video_fulfils_once_and_more_videos_than_are_owed_fulfil_nothing() -> None:
    deliverables = three()
    deliverables[1] = deliverables[1].fulfil(PostId("p"), NOW)
    assert matched(deliverables, post("p", "1")) == {}
    deliverables[0] = deliverables[0].waive(MAX, NOW)
    assert matched(deliverables, post("p", "1"), post("q", "2")) == {}
