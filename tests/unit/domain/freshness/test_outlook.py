import math

import pytest

from creatorport.domain.freshness.optimum import allocate
from creatorport.domain.freshness.outlook import outlook, what_if
from creatorport.domain.freshness.target import Target


def some(count: int, *, name: str = "t", bound: float | None = None) -> list[Target]:
    return [Target(f"{name}{index}", weight=1, change_rate=0.5, bound=bound) for index in range(count)]


def test_the_outlook_tells_what_equal_targets_reach() -> None:
    seen = outlook(some(10), 10)
    assert seen.weighted_freshness == pytest.approx(2 * (1 - math.exp(-0.5)))
    assert (seen.targets, seen.stretch, seen.promised_calls) == (10, 1.0, 0.0)
    assert [seen.median_age, seen.most_age] == pytest.approx([1, 1])
    assert seen.least_bound == 1.25


def test_three_hundred_more_accounts_make_today_s_less_fresh() -> None:
    found = what_if(some(100), some(300, name="new"), 200)
    assert found.before.weighted_freshness == pytest.approx(4 * (1 - math.exp(-0.25)))
    assert found.after.weighted_freshness == pytest.approx(1 - math.exp(-1))
    assert found.those_before == pytest.approx(found.after.weighted_freshness)
    assert [found.before.median_age, found.after.median_age] == pytest.approx([0.5, 2])
    assert (found.before.least_bound, found.after.least_bound) == (0.625, 2.5)


def test_twice_the_calls_for_twice_the_targets_change_nothing() -> None:
    found = what_if(some(50), some(50, name="new"), 100, calls_after=200)
    assert found.after.weighted_freshness == pytest.approx(found.before.weighted_freshness)
    assert found.after.price == pytest.approx(found.before.price)


def test_promises_that_more_accounts_would_break_are_told_with_how_far_they_would_stretch() -> None:
    found = what_if(some(10, bound=0.5), some(20, name="new", bound=0.5), 40)
    assert (found.before.stretch, found.before.promised_calls) == (1.0, 20)
    assert (found.after.stretch, found.after.promised_calls) == (1.5, 60)
    assert found.after.median_age == pytest.approx(0.75)


def test_weights_and_rates_tell_whose_freshness_falls() -> None:
    live = [Target(f"live{index}", weight=50, change_rate=0.5) for index in range(10)]
    found = what_if(some(10), live, 10)
    assert found.those_before < found.after.weighted_freshness < 1


def test_the_outlook_is_the_optimum_but_for_looks_at_what_was_long_unseen() -> None:
    of = [Target(f"t{index}", weight=1, change_rate=2.0 ** (index % 14 - 5)) for index in range(140)]
    best = allocate(of, 100).weighted_freshness
    assert 0.97 * best < outlook(of, 100).weighted_freshness < best


def test_nothing_at_all_is_fresh() -> None:
    assert outlook([], 10).weighted_freshness == 1.0
