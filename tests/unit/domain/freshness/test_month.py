"""The benchmark's proof for three hundred accounts."""

from bench.planner import CALLS, compare


def test_in_a_month_the_planner_comes_within_five_per_cent_of_the_best_and_keeps_its_promises() -> None:
    found = compare(300)
    assert found.learned.freshness >= 0.95 * found.optimum
    assert found.known.freshness >= 0.98 * found.optimum
    assert found.walk.freshness < 0.93 * found.optimum
    # Chance moves a month's freshness by a few thousandths: nothing is better than the optimum by more.
    assert found.known.freshness < found.optimum + 0.01
    assert max(found.walk.most_calls, found.learned.most_calls, found.known.most_calls) <= CALLS
    assert len(found.learned.ledgers) > 20
    assert (found.learned.broken, found.known.broken) == (0, 0)


def test_promises_hold_where_calls_are_scarce_and_all_were_made_at_once() -> None:
    found = compare(300, days=8, calls=150)
    assert found.learned.broken == 0
    assert found.learned.oldest_hours <= 24
    assert found.walk.broken == len(found.walk.ledgers)
    assert found.learned.freshness >= 0.9 * found.optimum
