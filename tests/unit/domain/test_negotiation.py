from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from creatorport.domain.errors import (
    InvalidValue,
    InvitationExpired,
    Refusal,
    RemindersSpent,
    ReminderTooSoon,
    TermsChanged,
    WrongState,
)
from creatorport.domain.events import NegotiationMoved
from creatorport.domain.invitation import AgreedBy, Delivery, Invitation, InvitationState
from creatorport.domain.money import Money
from creatorport.domain.negotiation import NegotiationState
from creatorport.domain.reminder import Reminder, ReminderDelivery, due
from creatorport.domain.terms import Offer, ProposedBy
from tests.unit.domain.specimens import NOW, invitation, later

DAY = 24 * 60


def offer(amount: int) -> Offer:
    return Offer(Money(Decimal(amount), "EUR"))


def sent(amount: int = 100) -> Invitation:
    return invitation(offer=offer(amount)).send(NOW).deliver(Delivery.NOTIFICATION_ONLY, NOW)


class NegotiationWalk(RuleBasedStateMachine):
    """Both sides do whatever they like, in any order; whatever is refused has changed nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.invitation = sent()
        self.minutes = 0
        self.price = 100
        self.agreed: tuple[int, int] | None = None

    def attempt(self, step: Callable[[Invitation], Invitation]) -> bool:
        before = self.invitation
        try:
            self.invitation = step(before)
        except Refusal:
            assert self.invitation == before
            return False
        assert self.invitation.terms[: len(before.terms)] == before.terms
        return self.invitation is not before

    @rule(seen=st.integers(1, 6))
    def counter(self, seen: int) -> None:
        self.minutes, self.price = self.minutes + 1, self.price + 1
        could = self.is_open and self.invitation.negotiation is not NegotiationState.REFUSED and self.stands(seen)
        assert self.attempt(lambda one: one.counter(offer(self.price), seen, later(self.minutes))) is could
        if could:
            assert self.invitation.current_terms.proposed_by is ProposedBy.CREATOR

    @rule(seen=st.integers(1, 6))
    def answer(self, seen: int) -> None:
        self.minutes, self.price = self.minutes + 1, self.price + 1
        could = self.is_countered and self.stands(seen)
        assert self.attempt(lambda one: one.answer_counter(offer(self.price), seen, later(self.minutes))) is could

    @rule(seen=st.integers(1, 6))
    def accept(self, seen: int) -> None:
        could = self.is_open and not self.is_countered and self.stands(seen)
        changed = self.attempt(lambda one: one.accept_terms(seen, later(self.minutes)))
        assert changed is could
        if changed:
            self.note_agreement(seen)

    @rule(seen=st.integers(1, 6))
    def accept_counter(self, seen: int) -> None:
        could = self.is_countered and self.stands(seen)
        changed = self.attempt(lambda one: one.accept_counter(seen, later(self.minutes)))
        assert changed is could
        if changed:
            self.note_agreement(seen)

    @rule(seen=st.integers(1, 6))
    def refuse_counter(self, seen: int) -> None:
        could = self.is_countered and self.stands(seen)
        assert self.attempt(lambda one: one.refuse_counter(seen, later(self.minutes))) is could

    @precondition(lambda self: self.minutes > 5)
    @rule()
    def be_told_by_tiktok(self) -> None:
        standing = self.invitation.brand_terms if self.is_countered else self.invitation.current_terms
        seen, news = standing.number, self.is_open
        # Of what is agreed here already, TikTok's word says that the creator has joined there.
        if self.attempt(lambda one: one.accept(later(self.minutes))) and news:
            self.note_agreement(seen)

    @precondition(lambda self: self.minutes > 10)
    @rule()
    def withdraw(self) -> None:
        self.attempt(lambda one: one.withdraw(later(self.minutes)))

    @property
    def is_open(self) -> bool:
        return self.invitation.is_open

    @property
    def is_countered(self) -> bool:
        return self.is_open and self.invitation.negotiation is NegotiationState.COUNTERED

    def stands(self, seen: int) -> bool:
        return self.invitation.current_terms.number == seen

    def note_agreement(self, seen: int) -> None:
        assert self.agreed is None
        fee = self.invitation.terms[seen - 1].fee
        assert fee is not None
        self.agreed = (seen, int(fee.amount))

    @invariant()
    def what_was_agreed_stays_agreed_and_is_what_was_seen(self) -> None:
        assert (self.invitation.state is InvitationState.ACCEPTED) is (self.agreed is not None)
        assert (self.invitation.negotiation is NegotiationState.AGREED) is (self.agreed is not None)
        if self.agreed is not None:
            terms = self.invitation.agreed_terms
            assert terms is not None
            assert terms.fee is not None
            assert (terms.number, int(terms.fee.amount)) == self.agreed
            assert self.invitation.current_terms == terms

    @invariant()
    def a_refusal_leaves_the_brands_terms(self) -> None:
        if self.invitation.negotiation is NegotiationState.REFUSED:
            assert self.invitation.current_terms.proposed_by is ProposedBy.BRAND


TestNegotiationWalk = NegotiationWalk.TestCase
TestNegotiationWalk.settings = settings(stateful_step_count=20)


def test_a_counter_offer_is_answered_and_the_answer_accepted() -> None:
    countered = sent(100).counter(offer(150), 1, later(1), remark="A little more?")
    answered = countered.answer_counter(offer(120), 2, later(2))
    accepted = answered.accept_terms(3, later(3), answer="Deal!")
    assert (countered.state, countered.negotiation) == (InvitationState.VIEWED, NegotiationState.COUNTERED)
    assert [(one.number, one.proposed_by, one.remark) for one in accepted.terms] == [
        (1, ProposedBy.BRAND, ""),
        (2, ProposedBy.CREATOR, "A little more?"),
        (3, ProposedBy.BRAND, ""),
    ]
    assert (accepted.agreed, accepted.agreed_by, accepted.answer) == (3, AgreedBy.CREATOR, "Deal!")
    moves = [(one.verb, one.number) for one in accepted.events if isinstance(one, NegotiationMoved)]
    assert moves == [("COUNTER", 2), ("ANSWER", 3)]


def test_a_counter_offer_that_the_brand_accepts_is_agreed_by_it() -> None:
    accepted = sent(100).counter(offer(150), 1, later(1)).accept_counter(2, later(2))
    assert (accepted.state, accepted.agreed, accepted.agreed_by) == (InvitationState.ACCEPTED, 2, AgreedBy.BRAND)
    assert accepted.accept_counter(2, later(3)) is accepted


def test_a_refused_counter_offer_leaves_the_brands_last_terms_to_be_taken_or_left() -> None:
    refused = sent(100).counter(offer(150), 1, later(1)).refuse_counter(2, later(2))
    assert (refused.negotiation, refused.current_terms.number) == (NegotiationState.REFUSED, 1)
    with pytest.raises(WrongState):
        refused.counter(offer(160), 1, later(3))
    with pytest.raises(TermsChanged) as changed:
        refused.accept_terms(2, later(3))
    assert (changed.value.seen, changed.value.current) == (2, 1)
    assert refused.accept_terms(1, later(3)).agreed == 1


def test_a_creator_does_not_accept_what_they_proposed_themselves() -> None:
    countered = sent().counter(offer(150), 1, later(1))
    with pytest.raises(WrongState) as refused:
        countered.accept_terms(2, later(2))
    assert (refused.value.kind, refused.value.state) == ("negotiation", "countered")


def test_tiktoks_word_means_the_brands_newest_terms_and_never_the_creators_own_counter_offer() -> None:
    countered = sent(400).counter(offer(50_000), 1, later(1))
    answered = countered.answer_counter(offer(500), 2, later(2))
    again = answered.counter(offer(60_000), 3, later(3)).counter(offer(70_000), 4, later(4))
    refused = again.refuse_counter(5, later(5))
    for before, number, fee in ((countered, 1, 400), (answered, 3, 500), (again, 3, 500), (refused, 3, 500)):
        told = before.accept(later(6))
        assert (told.agreed, told.agreed_by) == (number, AgreedBy.TIKTOK_SIGNAL)
        assert told.agreed_terms == told.current_terms == before.terms[number - 1]
        assert told.current_terms.offer == offer(fee)
        assert told.negotiation is NegotiationState.AGREED


def test_the_same_terms_again_are_no_counter_offer() -> None:
    with pytest.raises(InvalidValue) as refused:
        sent(100).counter(offer(100), 1, later(1))
    assert refused.value.field == "terms"


def test_there_is_an_end_to_haggling() -> None:
    haggled = sent()
    for number in range(1, 50):
        haggled = haggled.counter(offer(1000 + number), number, later(number))
    with pytest.raises(InvalidValue):
        haggled.counter(offer(1), 50, later(50))


@pytest.mark.parametrize(
    "answer",
    [
        lambda one, now: one.accept_terms(1, now),
        lambda one, now: one.counter(offer(150), 1, now),
        lambda one, now: one.remind(Reminder(now, ReminderDelivery.SHOWN_HERE)),
    ],
    ids=["a yes", "a counter-offer", "a reminder"],
)
def test_nothing_is_answered_once_the_time_is_up(answer: Callable[[Invitation, object], Invitation]) -> None:
    one = sent()
    end = NOW + timedelta(days=14)
    assert one.expires_at == end
    assert answer(one, end - timedelta(microseconds=1)) is not one
    with pytest.raises(InvitationExpired) as refused:
        answer(one, end)
    assert refused.value.expired_at == end


def test_an_extension_moves_the_end_and_only_onwards() -> None:
    extended = sent().extend(NOW + timedelta(days=20), later(1))
    assert extended.accept_terms(1, NOW + timedelta(days=19)).state is InvitationState.ACCEPTED
    for wrong in (NOW + timedelta(days=19), NOW + timedelta(days=91)):
        with pytest.raises(InvalidValue) as refused:
            extended.extend(wrong, NOW)
        assert refused.value.field == "until"
    with pytest.raises(WrongState):
        sent().withdraw(later(1)).extend(NOW + timedelta(days=20), later(2))


def test_reminders_are_a_day_apart_and_two_at_most() -> None:
    def remind(one: Invitation, minutes: int) -> Invitation:
        return one.remind(Reminder(later(minutes), ReminderDelivery.SHOWN_HERE))

    one = sent()
    with pytest.raises(ReminderTooSoon) as soon:
        remind(one, DAY - 1)
    assert soon.value.retry_at == later(DAY)
    once = remind(one, DAY)
    with pytest.raises(ReminderTooSoon):
        remind(once, 2 * DAY - 1)
    twice = remind(once, 2 * DAY)
    with pytest.raises(RemindersSpent):
        remind(twice, 9 * DAY)
    assert [reminder.at for reminder in twice.reminders] == [later(DAY), later(2 * DAY)]


def test_a_time_before_the_end_reminds_once() -> None:
    end, ahead = NOW + timedelta(days=14), (timedelta(days=3), timedelta(days=1))
    given = Reminder(NOW + timedelta(days=11), ReminderDelivery.SHOWN_HERE)
    assert due((), end, ahead, NOW + timedelta(days=10)) is False
    assert due((), end, ahead, NOW + timedelta(days=11)) is True
    assert due((given,), end, ahead, NOW + timedelta(days=12)) is False
    assert due((given,), end, ahead, NOW + timedelta(days=13)) is True
    assert due((), end, ahead, end) is False
    assert due((), None, ahead, NOW) is False


def test_what_tiktok_would_not_deliver_lives_again_by_a_link() -> None:
    failed = invitation(offer=offer(1)).send(NOW).fail("not on TikTok One", later(1))
    handed = failed.hand_over("hash", later(5))
    assert (handed.state, handed.delivery, handed.sent_at) == (InvitationState.SENT, Delivery.JOIN_LINK, later(5))
    assert (handed.expires_at, handed.failure) == (later(5) + timedelta(days=14), None)
    assert handed.accept_terms(1, later(6)).state is InvitationState.ACCEPTED


def test_a_link_besides_changes_how_nothing_was_delivered() -> None:
    linked = sent().hand_over("one", later(1)).hand_over("two", later(2))
    assert replace(linked, join_token_hash=None) == sent()
    with pytest.raises(WrongState):
        invitation().hand_over("hash", NOW)
