"""A webhook in whatever order things happen to it."""

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.hooks.hook import FAILING_MAX, DisabledBecause, HookState
from creatorport.domain.secret import Secret
from tests.unit.domain.hooks.specimens import URL, hook
from tests.unit.domain.specimens import NOW


class HookWalk(RuleBasedStateMachine):
    """Members change it, rotate its secret, enable and disable it, and its receiver answers, fails, and is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.hook, self.now = hook(), NOW
        self.secrets = 0

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def enable(self) -> None:
        before = self.hook
        self.hook = before.enable()
        assert self.hook is before if before.is_enabled else self.hook.failing_since is None

    @rule(because=st.sampled_from(DisabledBecause))
    def disable(self, because: DisabledBecause) -> None:
        before = self.hook
        self.hook = before.disable(because, self.now)
        told = (because, self.now) if before.is_enabled else (before.because, before.disabled_at)
        assert (self.hook.because, self.hook.disabled_at) == told, "the first reason stays"

    @rule(asked=st.none() | st.integers(0, 100))
    def fail(self, asked: int | None) -> None:
        before = self.hook
        self.hook = before.fail(self.now, None if asked is None else timedelta(hours=asked))
        if not before.is_enabled:
            assert self.hook is before
        elif self.hook.is_enabled:
            assert self.hook.rests_until is not None
            assert self.hook.rests_until > self.now
        else:
            assert self.hook.because is DisabledBecause.FAILING
            assert before.failing_since is not None
            assert self.now - before.failing_since >= FAILING_MAX

    @rule()
    def hear(self) -> None:
        self.hook = self.hook.hear()
        assert (self.hook.failing_since, self.hook.failed_at, self.hook.rests_until) == (None, None, None)

    @rule(number=st.integers(0, 2))
    def point(self, number: int) -> None:
        before = self.hook
        self.hook = before.point(URL if number == 0 else f"{URL}&to={number}")
        assert self.hook is before or self.hook.failing_since is None, "nothing is known of another address"

    @rule()
    def rotate(self) -> None:
        former = self.hook.secret
        self.secrets += 1
        self.hook = self.hook.rotate(Secret(f"whsec_{self.secrets}"), self.now)
        assert self.hook.signs_with(self.now) == (self.hook.secret, former)

    @rule()
    def test(self) -> None:
        before = self.hook
        self.hook = before.test()
        assert (self.hook.tests, self.hook.rests_until) == (before.tests + 1, None)

    @invariant()
    def a_reason_is_told_while_it_is_disabled_and_only_then(self) -> None:
        disabled = self.hook.state is HookState.DISABLED
        assert disabled is (self.hook.because is not None) is (self.hook.disabled_at is not None)
        assert not disabled or self.hook.rests_until is None

    @invariant()
    def whoever_failed_last_began_to_fail_before(self) -> None:
        first, last = self.hook.failing_since, self.hook.failed_at
        assert (first is None) is (last is None)
        assert first is None or last is None or first <= last <= self.now
        assert self.hook.rests_until is None or first is not None

    @invariant()
    def at_most_two_secrets_sign_and_the_present_one_comes_first(self) -> None:
        signing = self.hook.signs_with(self.now)
        assert signing[0] == self.hook.secret
        assert len(signing) == 1 + self._overlaps(self.now)

    def _overlaps(self, now: datetime) -> bool:
        return self.hook.rotated_at is not None and now < self.hook.rotated_at + timedelta(hours=24)


TestHookWalk = HookWalk.TestCase
TestHookWalk.settings = settings(stateful_step_count=20)
