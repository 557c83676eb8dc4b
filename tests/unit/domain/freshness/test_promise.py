from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue, PromiseTooGreat
from creatorport.domain.freshness.promise import Ledger, least_bound, promise
from creatorport.domain.freshness.target import Target

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def some(count: int, bound: float | None = None) -> list[Target]:
    return [Target(f"t{index}", weight=1, change_rate=1, bound=bound) for index in range(count)]


def test_a_promise_that_can_be_kept_is_made() -> None:
    promised = promise(some(4), 0.5, others=some(100), calls_per_day=10)
    assert [target.bound for target in promised] == [0.5] * 4


def test_one_that_cannot_is_refused_with_the_least_that_could_be_kept() -> None:
    with pytest.raises(PromiseTooGreat) as refused:
        promise(some(4), 0.5, others=some(2, bound=0.5), calls_per_day=10)
    assert refused.value.needed == pytest.approx(12)
    assert refused.value.available == 8
    assert refused.value.possible == 1.0
    assert "24.0 hours" in refused.value.message
    assert promise(some(4), 1.0, others=some(2, bound=0.5), calls_per_day=10)


def test_where_nothing_is_left_nothing_can_be_promised() -> None:
    with pytest.raises(PromiseTooGreat) as refused:
        promise(some(1), 100, others=some(4, bound=0.5), calls_per_day=10)
    assert refused.value.possible is None


@given(count=st.integers(1, 50), calls=st.floats(1, 1_000))
def test_the_least_bound_is_the_edge_of_what_can_be_promised(count: int, calls: float) -> None:
    edge = max(least_bound(some(count), calls), 0.011)
    assert promise(some(count), edge * 1.0001, others=[], calls_per_day=calls)
    if edge > 0.011:
        with pytest.raises(PromiseTooGreat):
            promise(some(count), edge * 0.999, others=[], calls_per_day=calls)


def ledger(*refreshes: float) -> Ledger:
    kept = Ledger("a", 2 * HOUR, NOON)
    for hours in refreshes:
        kept = kept.refreshed(NOON + hours * HOUR)
    return kept


def test_a_promise_that_held_has_no_breach_and_tells_the_greatest_age() -> None:
    kept = ledger(1, 3, 4.5)
    assert kept.held(NOON + 6 * HOUR)
    assert (kept.worst, kept.breaches, kept.refreshes) == (2 * HOUR, 0, 3)


def test_a_refresh_that_came_too_late_is_a_breach_for_good() -> None:
    kept = ledger(1, 3.5, 4)
    assert not kept.held(NOON + 4 * HOUR)
    assert (kept.worst, kept.breaches) == (2.5 * HOUR, 1)


def test_a_breach_shows_while_it_lasts() -> None:
    kept = ledger(1)
    assert kept.held(NOON + 3 * HOUR)
    assert not kept.held(NOON + 3.1 * HOUR)
    assert kept.as_of(NOON + 5 * HOUR).worst == 4 * HOUR


def test_a_promise_has_one_bound_for_the_first_refresh() -> None:
    assert ledger().due() == NOON + 2 * HOUR
    assert ledger().held(NOON + 2 * HOUR)
    assert not ledger().held(NOON + 2.1 * HOUR)


def test_what_was_refreshed_before_the_promise_counts_from_the_promise() -> None:
    kept = ledger(-10)
    assert kept.due() == NOON + 2 * HOUR
    assert kept.worst == timedelta()


def test_a_refresh_reported_twice_or_late_makes_nothing_younger() -> None:
    assert ledger(1, 1) == ledger(1)
    assert ledger(2, 1) == ledger(2)


def test_a_ledger_wants_a_bound_and_a_time_zone() -> None:
    with pytest.raises(InvalidValue):
        Ledger("a", timedelta(), NOON)
    with pytest.raises(InvalidValue):
        Ledger("a", HOUR, NOON.replace(tzinfo=None))
