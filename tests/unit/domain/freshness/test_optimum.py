import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import PromiseTooGreat
from creatorport.domain.freshness.optimum import allocate, longest_silence, planned_age, price_of_a_call
from creatorport.domain.freshness.target import Target, freshness, worth
from tests.unit.domain.freshness.specimens import targets


def reached(of: list[Target], rates: list[float]) -> float:
    total = sum(target.weight for target in of)
    return sum(t.weight * freshness(t.change_rate, rate) for t, rate in zip(of, rates, strict=True)) / total


@given(of=targets(), calls=st.floats(3.5, 50))
def test_the_optimum_satisfies_its_conditions(of: list[Target], calls: float) -> None:
    found = allocate(of, calls)
    assert found.calls_per_day <= calls * (1 + 1e-6)
    if found.price:
        assert found.calls_per_day == pytest.approx(calls, rel=1e-6)
    for target, rate in zip(of, found.rates, strict=True):
        least, most = (1 / target.bound if target.bound else 0.0), 1 / target.soonest
        assert least * (1 - 1e-9) <= rate <= most * (1 + 1e-9)
        marginal = worth(target, 1 / rate if rate else math.inf)
        if rate > least * (1 + 1e-6):
            assert marginal >= found.price * (1 - 1e-5)
        if rate < most * (1 - 1e-6):
            assert marginal <= found.price * (1 + 1e-5)


@given(of=targets(least=2), calls=st.floats(3.5, 50), seed=st.integers(0, 10**6))
def test_moving_calls_from_one_target_to_another_makes_nothing_better(
    of: list[Target], calls: float, seed: int
) -> None:
    found = allocate(of, calls)
    giver, taker = random.Random(seed).sample(range(len(of)), 2)
    for part in (0.5, 0.05, 0.005):
        rates = list(found.rates)
        bound = of[giver].bound
        moved = part * max(rates[giver] - (1 / bound if bound else 0.0), 0.0)
        rates[giver] -= moved
        rates[taker] += moved * of[giver].cost / of[taker].cost
        if rates[taker] <= 1 / of[taker].soonest:
            assert reached(of, rates) <= found.weighted_freshness + 1e-9


def handed_out(of: list[Target], calls: float, steps: int) -> float:
    """Another solver: hand the budget out in small steps, each to whom it brings most. Exact as the steps get small."""
    step = calls / steps
    rates = [0.0] * len(of)
    for _ in range(steps):
        gains = [
            t.weight
            * (freshness(t.change_rate, min(rate + step / t.cost, 1 / t.soonest)) - freshness(t.change_rate, rate))
            for t, rate in zip(of, rates, strict=True)
        ]
        best = max(range(len(of)), key=gains.__getitem__)
        rates[best] += step / of[best].cost
    return reached(of, [min(rate, 1 / t.soonest) for t, rate in zip(of, rates, strict=True)])


@given(of=targets(most=3, promised=False), calls=st.floats(0.5, 5))
def test_an_independent_solver_finds_the_same(of: list[Target], calls: float) -> None:
    assert allocate(of, calls).weighted_freshness == pytest.approx(handed_out(of, calls, 2_000), abs=1e-4)


def test_equal_targets_share_equally() -> None:
    of = [Target(str(index), weight=1, change_rate=1) for index in range(10)]
    assert allocate(of, 10).rates == pytest.approx([1.0] * 10)
    assert allocate(of, 10).weighted_freshness == pytest.approx(1 - math.exp(-1))


def test_what_changes_too_often_gets_nothing_when_calls_are_few() -> None:
    of = [Target("calm", weight=1, change_rate=0.5), Target("wild", weight=1, change_rate=500)]
    assert allocate(of, 1).rates == pytest.approx([1.0, 0.0])


def test_a_promise_is_kept_even_where_it_does_not_pay() -> None:
    of = [Target("calm", weight=1, change_rate=0.5), Target("wild", weight=1, change_rate=500, bound=4)]
    assert allocate(of, 1).rates == pytest.approx([0.75, 0.25])


def test_what_cannot_be_kept_is_refused_with_what_it_would_take() -> None:
    of = [Target("a", weight=1, change_rate=1, bound=0.5), Target("b", weight=1, change_rate=1, bound=1, cost=3)]
    with pytest.raises(PromiseTooGreat) as refused:
        allocate(of, 4)
    assert (refused.value.needed, refused.value.available) == (5.0, 4)
    assert refused.value.code == "PROMISE_TOO_GREAT"


def test_promises_that_take_the_whole_budget_are_kept() -> None:
    of = [Target(str(index), weight=1, change_rate=1, bound=0.5) for index in range(5)]
    assert allocate(of, 10).rates == pytest.approx([2.0] * 5)


def test_more_calls_than_are_of_use_are_not_spent() -> None:
    found = allocate([Target("a", weight=1, change_rate=1)], 1_000)
    assert [found.price, found.calls_per_day] == pytest.approx([0, 96])


def test_nothing_to_refresh_takes_no_calls() -> None:
    found = allocate([], 10)
    assert (found.rates, found.price, found.weighted_freshness, found.calls_per_day) == ((), 0.0, 1.0, 0)


@given(of=targets(promised=False), calls=st.floats(0.1, 50))
def test_the_price_does_not_depend_on_the_hint(of: list[Target], calls: float) -> None:
    price = price_of_a_call(of, calls)
    for hint in (price / 100, price, price * 100):
        assert price_of_a_call(of, calls, hint=hint) == pytest.approx(price, rel=1e-5)


def test_a_hint_far_below_where_spending_begins_to_fall_leads_to_the_price() -> None:
    of = [Target("a", weight=1, change_rate=1, cost=0.5)]
    price = price_of_a_call(of, 47)
    assert price_of_a_call(of, 47, hint=price / 100) == pytest.approx(price, rel=1e-5)


def test_a_budget_that_lies_where_a_target_stops_to_pay_has_one_price_whatever_the_hint() -> None:
    stops = Target("stops", weight=0.861328125, change_rate=41.625, cost=0.5)
    facts = [(3.6875, 9.125, 0.05), (0.25, 7, 1), (0.5, 13, 1), (5, 10, 0.05), (7.9375, 7.90625, 1)]
    others = [Target(str(fact), weight=fact[0], change_rate=fact[1], cost=fact[2]) for fact in facts]
    limit, calls = stops.weight / (stops.change_rate * stops.cost), 33.96875
    for hint in (None, limit / 100, limit, limit * 100):
        assert price_of_a_call([stops, *others], calls, hint=hint) == pytest.approx(limit, rel=1e-9)


@given(of=targets(promised=False), calls=st.floats(0.5, 50))
def test_more_calls_never_reach_less(of: list[Target], calls: float) -> None:
    assert allocate(of, calls * 1.5).weighted_freshness >= allocate(of, calls).weighted_freshness - 1e-9


def test_even_what_never_pays_is_looked_at_after_a_while() -> None:
    wild = Target("wild", weight=1, change_rate=500)
    assert planned_age(wild, 1.0) == math.inf
    assert planned_age(wild, 1.0, silence=7) == 7


def test_the_longest_silence_is_a_week_or_what_a_twentieth_of_the_calls_affords() -> None:
    of = [Target(str(index), weight=1, change_rate=1) for index in range(1_000)]
    assert longest_silence(of[:10], 1_000) == 7
    assert longest_silence(of, 1_000) == 20
    assert longest_silence(of, 0) == math.inf
