from collections.abc import Callable
from datetime import timedelta

import pytest

from creatorport.domain.errors import InvalidValue
from creatorport.domain.hooks.hook import HOOK_MACHINE, URL_MAX, DisabledBecause, Hook, HookState, HookVerb
from creatorport.domain.hooks.news import HookEventType
from creatorport.domain.machine import STAY
from creatorport.domain.secret import Secret
from tests.unit.domain.hooks.specimens import SECRET, hook
from tests.unit.domain.specimens import NOW, later

DAY = timedelta(days=1)
NEXT, THIRD = Secret("whsec_next"), Secret("whsec_third")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: hook(url=" "), id="without an address"),
        pytest.param(lambda: hook(url="https://lumen.example/" + "x" * URL_MAX), id="an endless address"),
        pytest.param(lambda: hook(url="https://lumen.example/\x00"), id="a control character"),
        pytest.param(lambda: hook(frozenset()), id="no events"),
        pytest.param(lambda: hook(frozenset({HookEventType.TEST})), id="tests are not chosen"),
        pytest.param(lambda: hook().point("\n"), id="pointed nowhere"),
        pytest.param(lambda: hook().choose(frozenset()), id="nothing chosen"),
    ],
)
def test_a_hook_needs_an_address_and_something_to_tell(make: Callable[[], Hook]) -> None:
    with pytest.raises(InvalidValue) as refused:
        make()
    assert refused.value.field in {"url", "eventTypes"}


@pytest.mark.parametrize("state", HookState)
@pytest.mark.parametrize("verb", HookVerb)
def test_every_pair_of_state_and_verb_does_what_the_table_says(state: HookState, verb: HookVerb) -> None:
    before = hook() if state is HookState.ENABLED else hook().disable(DisabledBecause.GONE, NOW)
    after = before.enable() if verb is HookVerb.ENABLE else before.disable(DisabledBecause.MEMBER, later(1))
    decision = HOOK_MACHINE.table[state][verb]
    assert (after is before) if decision is STAY else (after.state is decision)


def test_a_disabled_hook_says_why_and_an_enabled_one_begins_anew() -> None:
    failing = hook().fail(NOW)
    disabled = failing.disable(DisabledBecause.GONE, later(5))
    assert (disabled.is_enabled, disabled.because, disabled.disabled_at) == (False, DisabledBecause.GONE, later(5))
    assert disabled.enable() == hook()


def test_the_former_secret_signs_along_for_a_day() -> None:
    rotated = hook().rotate(NEXT, NOW)
    assert hook().signs_with(NOW) == (SECRET,)
    assert rotated.signs_with(NOW + DAY - timedelta(seconds=1)) == (NEXT, SECRET)
    assert rotated.signs_with(NOW + DAY) == (NEXT,)


def test_of_two_rotations_within_a_day_the_first_secret_is_out_at_once() -> None:
    twice = hook().rotate(NEXT, NOW).rotate(THIRD, later(10))
    assert twice.signs_with(later(11)) == (THIRD, NEXT)
    assert twice.rotated_at == later(10)
    assert "whsec" not in repr(twice)


def test_a_hook_that_does_nothing_but_fail_for_five_days_is_disabled_with_the_reason() -> None:
    failing = hook()
    for day in range(5):
        failing = failing.fail(NOW + day * DAY)
    assert (failing.is_enabled, failing.failing_since) == (True, NOW)
    given_up = failing.fail(NOW + 5 * DAY)
    assert (given_up.because, given_up.failing_since) == (DisabledBecause.FAILING, NOW)
    assert given_up.fail(NOW + 6 * DAY) is given_up


def test_a_failure_from_before_there_was_nothing_to_tell_for_days_is_none_of_the_five() -> None:
    idle = hook().fail(NOW).fail(NOW + 2 * DAY).wake()
    again = idle.fail(NOW + 5 * DAY)
    assert (again.is_enabled, again.failing_since) == (True, NOW + 5 * DAY)


def test_one_success_in_between_begins_the_five_days_anew() -> None:
    heard = hook().fail(NOW).hear()
    assert heard == hook()
    assert heard.fail(NOW + 5 * DAY).is_enabled
    assert hook().hear() == hook()


def test_a_receiver_that_fails_is_left_alone_for_longer_and_longer_up_to_five_minutes() -> None:
    rests = []
    one = hook()
    for minutes in (0, 2, 20, 60, 600):
        one = one.fail(later(minutes))
        assert one.rests_until is not None
        rests.append((one.rests_until - later(minutes)).total_seconds())
    assert rests == [5, 12, 120, 300, 300]
    assert one.fail(later(600), timedelta(minutes=20)).rests_until == later(620)
    assert one.fail(later(600), 9 * DAY).rests_until == later(660)
    assert one.wake().rests_until is None
    assert one.test().rests_until is None
    assert one.point("https://elsewhere.example").failing_since is None


def test_the_same_address_and_choice_again_change_nothing() -> None:
    one = hook()
    assert one.point(f" {one.url} ") is one
    assert one.choose(None) is one
    assert one.wake() is one
