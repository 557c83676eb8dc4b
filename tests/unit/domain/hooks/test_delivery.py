from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from creatorport.domain.hooks.attempt import AttemptOutcome, HookAttempt
from creatorport.domain.hooks.delivery import (
    DELIVERY_MACHINE,
    LOG_MAX,
    DeadBecause,
    DeliveryState,
    DeliveryVerb,
    HookDelivery,
)
from creatorport.domain.hooks.schedule import ATTEMPTS_MAX, WAITING_MAX, WAITS, rest_after, wait_after
from creatorport.domain.machine import STAY, Decision
from tests.unit.domain.hooks.specimens import delivery
from tests.unit.domain.specimens import NOW, later

DAY = timedelta(days=1)


def answered(one: HookDelivery, status: int) -> HookAttempt:
    at = one.began_at or NOW
    return HookAttempt(0, at, AttemptOutcome.ANSWERED, status, "so", timedelta(milliseconds=20))


def failed(one: HookDelivery, minutes: int, *, asked: timedelta | None = None) -> HookDelivery:
    begun = one.begin(later(minutes))
    return begun.settle(answered(begun, 503), later(minutes), asked=asked)


def spent() -> HookDelivery:
    one = delivery()
    for minutes in range(ATTEMPTS_MAX):
        one = failed(one, minutes)
    return one


class DeliveryWalk(RuleBasedStateMachine):
    """Walks random verbs on a delivery, with the table and a few counters as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.delivery = delivery()
        self.minutes = 0
        self.since: int | None = None
        self.round = 0
        self.all = 0

    @precondition(lambda self: self.delivery.is_open)
    @rule(status=st.sampled_from([200, 204, 302, 400, 410, 500]))
    def send(self, status: int) -> None:
        self.minutes += 1
        began = self.delivery.begin(later(self.minutes))
        assert began.began_at == later(self.minutes)
        self._after(DeliveryVerb.DELIVER if status < 300 else DeliveryVerb.FAIL, began, status)

    @rule(verb=st.sampled_from([DeliveryVerb.BURY, DeliveryVerb.REPLAY, DeliveryVerb.REDIRECT]))
    def meddle(self, verb: DeliveryVerb) -> None:
        before = self.delivery
        bury = verb is DeliveryVerb.BURY
        anew = before.replay if verb is DeliveryVerb.REPLAY else before.redirect
        self.delivery = before.bury(DeadBecause.DISABLED, later(self.minutes)) if bury else anew()
        decision = DELIVERY_MACHINE.table[before.state][verb]
        if decision is STAY:
            assert self.delivery is before
        else:
            assert self.delivery.state is decision
            self.round = self.round if bury else 0
            self.since = self.since if bury else None

    @rule(days=st.integers(min_value=0, max_value=5))
    def look(self, days: int) -> None:
        self.minutes += days * 24 * 60
        before = self.delivery
        self.delivery = before.look(later(self.minutes))
        if not before.is_open:
            assert self.delivery is before
        elif self.since is None:
            self.since = self.minutes
            assert (self.delivery.state, self.delivery.expires_at) == (before.state, later(self.minutes) + WAITING_MAX)
        elif later(self.minutes) - later(self.since) >= WAITING_MAX:
            assert self.delivery.because is DeadBecause.EXPIRED
        else:
            assert self.delivery is before

    def _after(self, verb: DeliveryVerb, began: HookDelivery, status: int) -> None:
        self.round += 1
        self.all += 1
        self.delivery = began.settle(answered(began, status), later(self.minutes))
        decision = DELIVERY_MACHINE.table[began.state][verb]
        wait = wait_after(self.round, began.id, None)
        late = began.expires_at is not None and wait is not None and later(self.minutes) + wait >= began.expires_at
        dead = verb is DeliveryVerb.FAIL and (status == 410 or wait is None or late)
        assert self.delivery.state is (DeliveryState.DEAD if dead else decision)

    @invariant()
    def every_attempt_is_counted_and_the_newest_are_kept(self) -> None:
        one = self.delivery
        assert (one.attempts, one.tried) == (self.round, self.all)
        assert [kept.number for kept in one.log] == list(range(1, self.all + 1))[-LOG_MAX:]

    @invariant()
    def it_has_a_verdict_exactly_when_it_is_not_open(self) -> None:
        one = self.delivery
        assert (one.settled_at is None) is one.is_open
        assert (one.because is not None) is (one.state is DeliveryState.DEAD)
        assert (one.due_at is not None) is (one.state is DeliveryState.RETRYING)


TestDeliveryWalk = DeliveryWalk.TestCase
TestDeliveryWalk.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


def test_every_pair_of_state_and_verb_is_decided() -> None:
    assert {(state, verb) for state in DeliveryState for verb in DeliveryVerb} == {
        (state, verb) for state, row in DELIVERY_MACHINE.table.items() for verb in row
    }
    assert Decision.REFUSE not in {move for row in DELIVERY_MACHINE.table.values() for move in row.values()}


def test_the_waits_are_those_of_the_specification_and_up_to_a_fifth_longer() -> None:
    one, waits = delivery(), []
    for minutes in range(ATTEMPTS_MAX - 1):
        one = failed(one, minutes)
        assert one.due_at is not None
        waits.append(one.due_at - later(minutes))
    assert all(wait <= had <= 1.2 * wait for wait, had in zip(WAITS, waits, strict=True))
    assert waits != list(WAITS)
    dead = failed(one, 99)
    assert (dead.state, dead.because, dead.settled_at) == (DeliveryState.DEAD, DeadBecause.SPENT, later(99))


def test_what_failed_together_does_not_come_back_together() -> None:
    assert len({wait_after(4, f"evt_{number}.hook", None) for number in range(20)}) == 20


def test_a_receiver_may_ask_for_more_time_but_not_for_ever() -> None:
    asked = {hours: failed(delivery(), 0, asked=timedelta(hours=hours)).due_at for hours in (3, 999)}
    assert asked == {3: NOW + timedelta(hours=3), 999: NOW + DAY}
    soon = failed(delivery(), 0, asked=timedelta(0)).due_at
    assert soon is not None
    assert soon >= NOW + WAITS[0]


def test_410_ends_it_at_once() -> None:
    begun = delivery().begin(NOW)
    gone = begun.settle(answered(begun, 410), NOW)
    assert (gone.state, gone.because, gone.attempts) == (DeliveryState.DEAD, DeadBecause.GONE, 1)


def test_what_the_former_of_two_receivers_wants_does_not_bind_the_latter() -> None:
    begun = delivery().begin(NOW)
    gone = begun.settle(answered(begun, 410), NOW, asked=DAY, moved=True)
    assert (gone.state, gone.tried, gone.due_at) == (DeliveryState.RETRYING, 1, failed(delivery(), 0).due_at)


def test_an_answer_that_nobody_lived_to_see_counts_and_it_is_sent_again() -> None:
    again = delivery().begin(NOW).begin(later(1))
    assert (again.state, again.attempts, again.began_at) == (DeliveryState.RETRYING, 1, later(1))
    assert [(one.number, one.at, one.outcome) for one in again.log] == [(1, NOW, AttemptOutcome.LOST)]
    one = delivery()
    for minutes in range(ATTEMPTS_MAX + 1):
        one = one.begin(later(minutes))
    assert (one.state, one.because, one.began_at) == (DeliveryState.DEAD, DeadBecause.SPENT, None)


def test_of_a_process_taken_for_dead_only_good_news_is_believed() -> None:
    mine = delivery().begin(NOW)
    theirs = mine.begin(later(1))
    assert theirs.settle(answered(mine, 503), later(2)) is theirs
    heard = theirs.settle(answered(mine, 200), later(2))
    assert heard.state is DeliveryState.DELIVERED
    assert heard.settle(answered(theirs, 503), later(3)) is heard


def test_the_answer_to_a_call_under_way_counts_though_the_hook_was_disabled_meanwhile() -> None:
    begun = delivery().begin(NOW)
    buried = begun.bury(DeadBecause.DISABLED, later(1))
    assert buried.settle(answered(begun, 200), later(2)).state is DeliveryState.DELIVERED
    silent = buried.settle(answered(begun, 500), later(2))
    assert (silent.state, silent.because, silent.tried) == (DeliveryState.DEAD, DeadBecause.DISABLED, 1)
    assert silent.settled_at == later(1)


@pytest.mark.parametrize("from_", [DeliveryState.DEAD, DeliveryState.DELIVERED, DeliveryState.RETRYING])
def test_a_replay_has_every_attempt_before_it_and_the_same_event_id(from_: DeliveryState) -> None:
    begun = delivery().begin(NOW)
    before = {
        DeliveryState.DEAD: spent(),
        DeliveryState.DELIVERED: begun.settle(answered(begun, 204), NOW),
        DeliveryState.RETRYING: failed(delivery(), 0),
    }[from_]
    assert before.state is from_
    replayed = before.replay()
    assert (replayed.state, replayed.attempts, replayed.is_due(NOW)) == (DeliveryState.PENDING, 0, True)
    assert (replayed.news.id, replayed.tried, replayed.log) == ("evt_1", before.tried, before.log)


def test_what_failed_at_one_address_is_sent_to_the_next_at_once_with_every_attempt_before_it() -> None:
    last = delivery()
    for minutes in range(ATTEMPTS_MAX - 1):
        last = failed(last, minutes)
    redirected = last.redirect()
    assert (redirected.state, redirected.attempts, redirected.is_due(NOW)) == (DeliveryState.PENDING, 0, True)
    assert (redirected.tried, redirected.log) == (last.tried, last.log)
    assert failed(redirected, 99).state is DeliveryState.RETRYING
    begun = delivery().begin(NOW)
    for settled in (spent(), begun.settle(answered(begun, 204), NOW)):
        assert settled.redirect() is settled
    assert delivery().redirect() == delivery()


def test_an_event_waits_for_eight_days_from_the_first_look_at_it_whenever_it_happened() -> None:
    late = delivery().look(NOW + 99 * DAY)
    assert (late.state, late.waits_since, late.expires_at) == (DeliveryState.PENDING, NOW + 99 * DAY, NOW + 107 * DAY)
    almost = late.look(NOW + 107 * DAY - timedelta(microseconds=1))
    assert almost is late
    expired = late.look(NOW + 107 * DAY)
    assert (expired.state, expired.because, expired.settled_at) == (
        DeliveryState.DEAD,
        DeadBecause.EXPIRED,
        NOW + 107 * DAY,
    )
    assert (expired.expires_at, expired.look(NOW + 200 * DAY)) == (None, expired)


def test_what_is_being_sent_is_left_to_its_answer_even_when_its_time_is_over() -> None:
    begun = delivery().look(NOW).begin(NOW + 8 * DAY)
    assert begun.look(NOW + 8 * DAY) is begun
    assert begun.settle(answered(begun, 204), NOW + 8 * DAY).state is DeliveryState.DELIVERED
    late = begun.settle(answered(begun, 503), NOW + 8 * DAY)
    assert (late.state, late.because, late.attempts) == (DeliveryState.DEAD, DeadBecause.EXPIRED, 1)


def test_nothing_waits_for_an_attempt_that_its_time_does_not_permit() -> None:
    begun = delivery().look(NOW).begin(NOW + 7 * DAY)
    asked = begun.settle(answered(begun, 429), NOW + 7 * DAY, asked=DAY)
    assert (asked.state, asked.because) == (DeliveryState.DEAD, DeadBecause.EXPIRED)
    asked = begun.settle(answered(begun, 429), NOW + 7 * DAY, asked=DAY - timedelta(seconds=1))
    assert (asked.state, asked.due_at) == (DeliveryState.RETRYING, NOW + 8 * DAY - timedelta(seconds=1))


def test_a_replay_and_another_address_give_an_event_all_of_its_time_anew() -> None:
    waiting = failed(delivery().look(NOW), 1)
    for again in (
        waiting.replay(),
        waiting.redirect(),
        delivery().look(NOW).redirect(),
        waiting.look(NOW + 8 * DAY).replay(),
    ):
        assert (again.state, again.waits_since) == (DeliveryState.PENDING, None)
        assert again.look(NOW + 9 * DAY).expires_at == NOW + 17 * DAY


def test_what_waited_behind_one_that_was_given_up_by_the_schedule_has_all_of_the_schedule_before_it() -> None:
    assert 2 * 1.2 * sum(WAITS, timedelta()) < WAITING_MAX


def test_a_receiver_rests_five_seconds_at_least_and_five_minutes_at_most() -> None:
    assert [rest_after(timedelta(minutes=minutes)).total_seconds() for minutes in (0, 10, 99)] == [5, 60, 300]
