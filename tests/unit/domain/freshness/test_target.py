import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue
from creatorport.domain.freshness.target import Target, age_worth, freshness, worth

RATES = st.floats(1e-3, 1e3)
WEIGHTS = st.floats(1e-2, 1e2)


@given(weight=WEIGHTS, rate=RATES, cost=st.floats(0.05, 5), visits=st.floats(0.1, 20))
def test_worth_is_the_derivative_of_weighted_freshness_by_calls(
    weight: float, rate: float, cost: float, visits: float
) -> None:
    target = Target("a", weight=weight, change_rate=rate, cost=cost)
    refreshed = rate * visits
    step = refreshed * 1e-4
    rise = freshness(rate, refreshed + step) - freshness(rate, refreshed - step)
    assert worth(target, 1 / refreshed) == pytest.approx(weight * rise / (2 * step) / cost, rel=1e-5)


@given(weight=WEIGHTS, rate=RATES, level=st.floats(1e-9, 0.999))
def test_age_worth_is_the_inverse_of_worth(weight: float, rate: float, level: float) -> None:
    target = Target("a", weight=weight, change_rate=rate, cost=0.5)
    price = level * weight / (rate * 0.5)
    assert worth(target, age_worth(target, price)) == pytest.approx(price, rel=1e-9)


@given(rate=RATES, age=st.floats(0, 100), later=st.floats(0, 100))
def test_a_call_is_worth_more_the_longer_it_waits(rate: float, age: float, later: float) -> None:
    target = Target("a", weight=1, change_rate=rate)
    assert worth(target, age) <= worth(target, age + later) * (1 + 1e-12) <= (1 + 1e-9) / rate


@given(rate=st.floats(0.5, 2))
def test_worth_has_no_step_where_its_series_ends(rate: float) -> None:
    target = Target("a", weight=1, change_rate=rate)
    below, above = worth(target, 0.0099999999 / rate), worth(target, 0.0100000001 / rate)
    assert above / below == pytest.approx(1 + 4e-8, abs=1e-9)


def test_freshness_of_one_refresh_per_change_is_what_the_formula_says() -> None:
    assert freshness(1.0, 1.0) == pytest.approx(1 - math.exp(-1))
    assert freshness(1.0, 1e9) == pytest.approx(1.0)
    assert freshness(1.0, 0.0) == 0.0


def test_what_hardly_ever_changes_is_fresh_and_a_call_for_it_worth_little() -> None:
    still = Target("a", weight=1, change_rate=5e-324)
    assert freshness(still.change_rate, 1.0) == 1.0
    assert worth(still, 1.0) == pytest.approx(0.0, abs=1e-300)


def test_what_changes_all_the_time_is_never_worth_a_call_above_its_ceiling() -> None:
    hot = Target("a", weight=2, change_rate=1e9)
    assert worth(hot, math.inf) == pytest.approx(2e-9)
    assert age_worth(hot, 2e-9) == math.inf
    assert age_worth(hot, 0.0) == 0.0


@pytest.mark.parametrize("name", ["weight", "change_rate", "cost", "soonest"])
@pytest.mark.parametrize("value", [0.0, -1.0, math.inf, math.nan])
def test_a_target_that_makes_no_sense_is_refused(name: str, value: float) -> None:
    numbers = {"weight": 1.0, "change_rate": 1.0, "cost": 1.0, "soonest": 1.0, name: value}
    with pytest.raises(InvalidValue):
        Target(
            "a",
            weight=numbers["weight"],
            change_rate=numbers["change_rate"],
            cost=numbers["cost"],
            soonest=numbers["soonest"],
        )


@pytest.mark.parametrize("bound", [0.0, -1.0, 0.001, math.inf, math.nan])
def test_a_bound_that_makes_no_sense_is_refused(bound: float) -> None:
    with pytest.raises(InvalidValue) as refused:
        Target("a", weight=1, change_rate=1, bound=bound)
    assert refused.value.field == "bound"
