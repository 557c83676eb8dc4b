from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.effect import EFFECT_MACHINE, Effect, EffectState, EffectVerb
from creatorport.domain.errors import WrongState
from creatorport.domain.machine import REFUSE, STAY
from tests.unit.domain.specimens import LUMEN, NOW, effect, later

VERBS: Final[dict[EffectVerb, Callable[[Effect, datetime], Effect]]] = {
    EffectVerb.CALL: Effect.call,
    EffectVerb.POSTPONE: lambda it, _: it.postpone("throttled"),
    EffectVerb.LOSE: lambda it, _: it.lose("no answer"),
    EffectVerb.PROVE_ABSENT: lambda it, _: it.prove_absent(),
    EffectVerb.SUCCEED: Effect.succeed,
    EffectVerb.FAIL: lambda it, now: it.fail("refused", now),
}


class EffectWalk(RuleBasedStateMachine):
    """Walks random verbs on an effect, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.effect = effect()
        self.minutes = 0
        self.calls = 0
        self.ended: EffectState | None = None
        self.settled_at: datetime | None = None

    @rule(verb=st.sampled_from(EffectVerb))
    def attempt(self, verb: EffectVerb) -> None:
        before, untouched = self.effect, deepcopy(self.effect)
        self.minutes += 1
        now = later(self.minutes)
        decision = EFFECT_MACHINE.table[before.state][verb]
        if decision is REFUSE:
            with pytest.raises(WrongState) as refused:
                VERBS[verb](before, now)
            facts = refused.value.kind, refused.value.state, refused.value.verb
            assert facts == ("effect", before.state.value, verb.value)
        else:
            self.effect = VERBS[verb](before, now)
            assert self.effect.state is (before.state if decision is STAY else decision)
            self.calls += verb is EffectVerb.CALL
            if verb is EffectVerb.CALL:
                assert (self.effect.called_at, self.effect.look_ups) == (now, 0)
        assert before == untouched

    @rule()
    def look_up(self) -> None:
        looked = self.effect.looked_up()
        assert (looked.state, looked.look_ups) == (self.effect.state, self.effect.look_ups + 1)
        if self.effect.state is EffectState.UNKNOWN:
            self.effect = looked

    @invariant()
    def what_is_settled_stays_settled_since_the_first_time(self) -> None:
        assert self.effect.is_settled is EFFECT_MACHINE.terminal(self.effect.state)
        if self.ended is None and self.effect.is_settled:
            self.ended, self.settled_at = self.effect.state, later(self.minutes)
        if self.ended is not None:
            assert (self.effect.state, self.effect.settled_at) == (self.ended, self.settled_at)

    @invariant()
    def calls_are_counted(self) -> None:
        assert self.effect.calls == self.calls

    @invariant()
    def nothing_was_ever_called_twice_without_a_proof_or_a_door_shut(self) -> None:
        if self.effect.state is EffectState.CALLING:
            assert self.effect.look_ups == 0


TestEffectWalk = EffectWalk.TestCase
TestEffectWalk.settings = settings(stateful_step_count=25)


def test_an_intent_was_neither_called_nor_settled() -> None:
    intended = effect()
    assert (intended.state, intended.workspace_id, intended.created_at) == (EffectState.INTENDED, LUMEN, NOW)
    assert (intended.calls, intended.look_ups, intended.called_at, intended.settled_at) == (0, 0, None, None)


def test_an_effect_in_flight_cannot_be_called_a_second_time() -> None:
    with pytest.raises(WrongState):
        effect().call(later(1)).call(later(2))


def test_an_effect_whose_answer_was_lost_cannot_be_called_until_its_absence_is_proved() -> None:
    unknown = effect().call(later(1)).lose("timeout").looked_up().looked_up()
    with pytest.raises(WrongState):
        unknown.call(later(2))
    again = unknown.prove_absent().call(later(3))
    assert (again.state, again.calls, again.look_ups, again.called_at) == (EffectState.CALLING, 2, 0, later(3))


def test_a_success_forgets_the_troubles_on_the_way() -> None:
    done = effect().call(later(1)).postpone("throttled").call(later(2)).succeed(later(3))
    assert (done.state, done.trouble, done.settled_at) == (EffectState.DONE, None, later(3))


def test_a_failure_tells_why() -> None:
    failed = effect().call(later(1)).fail("not permitted", later(2))
    assert (failed.state, failed.trouble, failed.settled_at) == (EffectState.FAILED, "not permitted", later(2))
