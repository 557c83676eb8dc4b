from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.errors import InvalidValue, WrongState
from creatorport.domain.events import InvitationMoved
from creatorport.domain.invitation import (
    Delivery,
    Invitation,
    InvitationState,
)
from creatorport.domain.invitation_states import INVITATION_MACHINE, OPEN_STATES, InvitationVerb
from creatorport.domain.machine import REFUSE, STAY
from creatorport.domain.wording import MESSAGE_MAX
from tests.unit.domain.specimens import LUMEN, NOW, invitation, later

VERBS: Final[dict[InvitationVerb, Callable[[Invitation, datetime], Invitation]]] = {
    InvitationVerb.SEND: Invitation.send,
    InvitationVerb.DELIVER: lambda it, now: it.deliver(Delivery.PERSONAL_MESSAGE, now, tiktok_id="77"),
    InvitationVerb.VIEW: Invitation.view,
    InvitationVerb.ACCEPT: lambda it, now: it.accept(now, answer="Gladly."),
    InvitationVerb.DECLINE: lambda it, now: it.decline(now, answer="Sorry."),
    InvitationVerb.EXPIRE: Invitation.expire,
    InvitationVerb.WITHDRAW: Invitation.withdraw,
    InvitationVerb.FAIL: lambda it, now: it.fail("not on TikTok One", now),
    InvitationVerb.HAND_OVER: lambda it, now: it.hand_over("hash", now),
}


class InvitationWalk(RuleBasedStateMachine):
    """Walks random verbs on an invitation, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.invitation = invitation()
        self.minutes = 0
        self.ended: InvitationState | None = None

    @rule(verb=st.sampled_from(InvitationVerb))
    def attempt(self, verb: InvitationVerb) -> None:
        before, untouched = self.invitation, copy(self.invitation)
        self.minutes += 1
        now = later(self.minutes)
        decision = INVITATION_MACHINE.table[before.state][verb]
        if decision is REFUSE:
            with pytest.raises(WrongState) as refused:
                VERBS[verb](before, now)
            facts = refused.value.kind, refused.value.state, refused.value.verb
            assert facts == ("invitation", before.state.value, verb.value)
        else:
            self.invitation = VERBS[verb](before, now)
            if decision is STAY:
                self._stayed(verb, before)
            else:
                assert isinstance(decision, InvitationState)
                event = InvitationMoved(
                    now, before.campaign_id, before.id, before.creator_id, verb.value, decision.value
                )
                assert self.invitation.state is decision
                assert self.invitation.events == (*before.events, event)
        assert before == untouched

    def _stayed(self, verb: InvitationVerb, before: Invitation) -> None:
        if verb is InvitationVerb.DELIVER and before.sent_at is None:
            # The one repeat that still brings news: the answer had overtaken the delivery.
            assert (self.invitation.state, self.invitation.events) == (before.state, before.events)
            assert self.invitation.sent_at == later(self.minutes)
        elif verb is InvitationVerb.HAND_OVER:
            # A link of ours besides what TikTok delivered.
            assert self.invitation == replace(before, join_token_hash="hash")
        else:
            assert self.invitation is before

    @invariant()
    def what_has_ended_stays_ended(self) -> None:
        if self.ended is not None:
            assert self.invitation.state is self.ended
        elif INVITATION_MACHINE.terminal(self.invitation.state):
            self.ended = self.invitation.state

    @invariant()
    def an_answer_is_there_exactly_when_it_was_given(self) -> None:
        answers = {InvitationState.ACCEPTED: "Gladly.", InvitationState.DECLINED: "Sorry."}
        assert self.invitation.answer == answers.get(self.invitation.state)
        assert (self.invitation.answered_at is not None) == (self.invitation.state in answers)

    @invariant()
    def what_was_sent_is_there_and_nothing_else_is(self) -> None:
        sent = self.invitation.sent_at is not None
        assert (self.invitation.delivery in {Delivery.PERSONAL_MESSAGE, Delivery.JOIN_LINK}) is sent
        assert (self.invitation.tiktok_id == "77") is (self.invitation.delivery is Delivery.PERSONAL_MESSAGE)
        if self.invitation.state is InvitationState.SENT:
            assert sent
        if self.invitation.state in {InvitationState.DRAFT, InvitationState.SENDING, InvitationState.UNDELIVERABLE}:
            assert not sent

    @invariant()
    def a_failure_has_its_reason(self) -> None:
        undeliverable = self.invitation.state is InvitationState.UNDELIVERABLE
        assert (self.invitation.failure == "not on TikTok One") is undeliverable


TestInvitationWalk = InvitationWalk.TestCase
TestInvitationWalk.settings = settings(stateful_step_count=25)


def test_a_draft_was_neither_sent_nor_answered() -> None:
    draft = invitation()
    assert (draft.state, draft.workspace_id, draft.created_at) == (InvitationState.DRAFT, LUMEN, NOW)
    assert (draft.sent_at, draft.answered_at, draft.tiktok_id, draft.events) == (None, None, None, ())


def test_a_message_of_the_greatest_length_is_taken() -> None:
    assert len(invitation("m" * MESSAGE_MAX).message) == 2000


@pytest.mark.parametrize("message", ["", " \n ", "m" * 2001], ids=["empty", "blank", "too long"])
def test_a_message_says_something_and_not_too_much(message: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        invitation(message)
    assert refused.value.field == "message"


def test_an_answer_may_overtake_the_delivery_and_loses_nothing_by_it() -> None:
    accepted = invitation().send(later(1)).accept(later(2), answer="Gladly.")
    delivered = accepted.deliver(Delivery.PERSONAL_MESSAGE, later(3), tiktok_id="77")
    assert (delivered.state, delivered.answered_at, delivered.sent_at) == (
        InvitationState.ACCEPTED,
        later(2),
        later(3),
    )
    assert delivered.tiktok_id == "77"
    assert delivered.events == accepted.events


def test_a_second_delivery_keeps_the_facts_of_the_first() -> None:
    sent = invitation().send(later(1)).deliver(Delivery.NOTIFICATION_ONLY, later(2))
    assert sent.deliver(Delivery.PERSONAL_MESSAGE, later(3), tiktok_id="78") is sent


@pytest.mark.parametrize("state", [one for one in InvitationState if one not in OPEN_STATES], ids=str)
def test_a_yes_and_a_no_to_what_is_over_are_refused_alike_but_for_a_repeat(state: InvitationState) -> None:
    row = INVITATION_MACHINE.table[state]
    repeats = {InvitationState.ACCEPTED: InvitationVerb.ACCEPT, InvitationState.DECLINED: InvitationVerb.DECLINE}
    answers = {InvitationVerb.ACCEPT, InvitationVerb.DECLINE}
    assert {verb for verb in answers if row[verb] is REFUSE} == answers - {repeats.get(state)}


@pytest.mark.parametrize(
    ("state", "live"),
    [
        (InvitationState.DRAFT, True),
        (InvitationState.SENDING, True),
        (InvitationState.SENT, True),
        (InvitationState.VIEWED, True),
        (InvitationState.ACCEPTED, True),
        (InvitationState.DECLINED, False),
        (InvitationState.EXPIRED, False),
        (InvitationState.WITHDRAWN, False),
        (InvitationState.UNDELIVERABLE, False),
    ],
)
def test_what_is_live_stands_in_the_way_of_another_invitation(state: InvitationState, live: bool) -> None:
    draft = invitation()
    sending = draft.send(NOW)
    sent = sending.deliver(Delivery.NOTIFICATION_ONLY, NOW)
    every = (
        draft,
        sending,
        sent,
        sent.view(NOW),
        sent.accept(NOW),
        sent.decline(NOW),
        sent.expire(NOW),
        sent.withdraw(NOW),
        sending.fail("no", NOW),
    )
    assert {one.state: one.is_live for one in every}[state] is live


def test_the_first_response_stands_and_who_writes_has_seen_it() -> None:
    sent = invitation().send(NOW)
    wrote = sent.respond(later(5), message="  How much? ")
    assert (wrote.state, wrote.responded_at, wrote.response) == (InvitationState.VIEWED, later(5), "How much?")
    assert wrote.respond(later(6), message="Hello?") is wrote
    early = wrote.respond(later(1), message=None)
    assert (early.responded_at, early.response) == (later(1), "How much?")
    accepted = wrote.accept(later(9))
    assert (accepted.responded_at, accepted.answered_at) == (later(5), later(9))
    assert sent.accept(later(9)).responded_at == later(9)
    assert len(sent.respond(NOW, message="m" * 9999).response or "") == MESSAGE_MAX
    with pytest.raises(WrongState):
        invitation().respond(NOW)
