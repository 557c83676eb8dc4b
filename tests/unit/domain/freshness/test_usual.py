import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.counts import Counts
from creatorport.domain.freshness.change import counts_moved, moved
from creatorport.domain.freshness.usual import post_changes, post_rate, profile_rate

AGES = st.floats(0.05, 1_000)


@given(age=AGES)
def test_the_rate_of_a_post_is_the_derivative_of_its_changes(age: float) -> None:
    step = age * 1e-4
    assert post_rate(age) == pytest.approx(post_changes(age - step, age + step) / (2 * step), rel=1e-4)


@given(one=AGES, two=AGES, three=AGES)
def test_changes_add_up_over_ages(one: float, two: float, three: float) -> None:
    young, middle, old = sorted((one, two, three))
    whole = post_changes(young, old)
    assert post_changes(young, middle) + post_changes(middle, old) == pytest.approx(whole, abs=1e-9)


@given(age=AGES, later=st.floats(0.1, 100))
def test_a_post_calms_down_as_it_ages(age: float, later: float) -> None:
    assert post_rate(age + later) < post_rate(age)


def test_a_post_of_a_day_changes_hourly_and_one_of_a_year_less_than_monthly() -> None:
    assert 24 < post_rate(1) < 96
    assert post_rate(365) < 1 / 30


def test_a_post_of_the_future_or_of_this_minute_is_as_the_newest() -> None:
    assert post_rate(-1.0) == post_rate(0.0) == post_rate(1 / 24)
    assert post_changes(-1.0, 0.0) == 0.0


def test_a_small_account_makes_fewer_steps() -> None:
    assert post_rate(1, followers=100) == pytest.approx(post_rate(1, followers=10_000) * 20 / 100)
    assert post_rate(1, followers=None) == post_rate(1, followers=10_000)
    assert profile_rate(0) == profile_rate(10) == pytest.approx(0.05)
    assert profile_rate(1_000_000) == profile_rate() == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1000, 1010, False),
        (1000, 1011, True),
        (1000, 989, True),
        (50, 51, True),
        (0, 1, True),
        (0, 0, False),
        (None, 5, True),
        (5, None, False),
        (None, None, False),
    ],
)
def test_a_counter_has_moved_when_it_left_its_one_per_cent(
    before: int | None, after: int | None, expected: bool
) -> None:
    assert moved(before, after) is expected


def test_without_tolerance_every_step_is_a_change() -> None:
    assert moved(10**9, 10**9 + 1, tolerance=0)


def test_a_video_has_changed_when_any_of_its_counters_moved() -> None:
    before = Counts(views=10_000, likes=100, comments=10, shares=None)
    assert not counts_moved(before, Counts(views=10_050, likes=101, comments=10, shares=None))
    assert counts_moved(before, Counts(views=10_050, likes=101, comments=11, shares=None))
    assert counts_moved(before, Counts(views=10_000, likes=100, comments=10, shares=3))
