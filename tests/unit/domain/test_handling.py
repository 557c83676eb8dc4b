from copy import copy

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.handling import ATTEMPTS_MAX, HANDLING_MACHINE, Handling, HandlingState, HandlingVerb
from creatorport.domain.machine import STAY
from tests.unit.domain.specimens import LUMEN, NOW, later


class HandlingWalk(RuleBasedStateMachine):
    """Walks random verbs on what becomes of a delivery, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.handling = Handling()
        self.minutes = 0
        self.tries = 0

    @rule(verb=st.sampled_from(HandlingVerb))
    def attempt(self, verb: HandlingVerb) -> None:
        before, untouched = self.handling, copy(self.handling)
        self.minutes += 1
        now = later(self.minutes)
        self.handling = {
            HandlingVerb.SETTLE: lambda: before.settle("done", frozenset({LUMEN}), now),
            HandlingVerb.FAIL: lambda: before.fail("no", now),
            HandlingVerb.BURY: lambda: before.bury("never", now),
            HandlingVerb.REPLAY: before.replay,
        }[verb]()
        assert before == untouched
        decision = HANDLING_MACHINE.table[before.state][verb]
        if decision is STAY:
            assert self.handling is before
            return
        self.tries = 0 if verb is HandlingVerb.REPLAY else self.tries + 1
        buried = verb is HandlingVerb.FAIL and self.tries >= ATTEMPTS_MAX
        assert self.handling.state is (HandlingState.DEAD if buried else decision)
        if verb is not HandlingVerb.REPLAY:
            assert self.handling.tried_at == now

    @invariant()
    def attempts_are_counted_since_the_last_replay(self) -> None:
        assert self.handling.attempts == self.tries <= ATTEMPTS_MAX

    @invariant()
    def there_is_a_moment_of_verdict_exactly_when_there_is_one(self) -> None:
        assert (self.handling.settled_at is None) is self.handling.is_waiting

    @invariant()
    def a_dead_letter_has_its_error_and_a_processed_one_its_outcome(self) -> None:
        if self.handling.state is HandlingState.DEAD:
            assert (self.handling.error in {"no", "never"}, self.handling.outcome) == (True, None)
        if self.handling.state is HandlingState.PROCESSED:
            assert (self.handling.error, self.handling.outcome, self.handling.concerns) == (
                None,
                "done",
                frozenset({LUMEN}),
            )


TestHandlingWalk = HandlingWalk.TestCase
TestHandlingWalk.settings = settings(stateful_step_count=25)


@pytest.mark.parametrize("words", ["x" * 10_000, "a\x00b\nc" * 900])
def test_what_is_told_of_a_delivery_is_short_and_readable(words: str) -> None:
    buried = Handling().bury(words, NOW)
    settled = Handling().settle(words, frozenset(), NOW)
    assert buried.error is not None
    assert settled.outcome is not None
    assert (len(buried.error), len(settled.outcome)) == (500, 2000)
    assert "\x00" not in buried.error + settled.outcome
    assert "\n" not in buried.error + settled.outcome
