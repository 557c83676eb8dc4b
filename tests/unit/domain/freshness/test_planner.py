import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.freshness.planner import Reason, Standing, latest_starts, plan
from creatorport.domain.freshness.target import Target, age_worth

PRICE = 0.3


def standing(key: str, age: float, *, weight: float = 1.0, rate: float = 1.0, bound: float | None = None) -> Standing:
    return Standing(Target(key, weight=weight, change_rate=rate, bound=bound), age)


def test_promises_come_first_earliest_deadline_first_and_then_the_greatest_worth() -> None:
    chosen = plan(
        [
            standing("worthy", 9.0, weight=100),
            standing("later", 1.95, bound=2),
            standing("worthier", 9.0, weight=200),
            standing("sooner", 1.99, bound=2),
            standing("safe", 0.5, bound=2),
        ],
        PRICE,
        lead=0.1,
    )
    assert [choice.target.key for choice in chosen] == ["sooner", "later", "worthier", "worthy", "safe"]
    assert [choice.reason for choice in chosen[:3]] == [Reason.PROMISE, Reason.PROMISE, Reason.WORTH_MOST]


def test_promises_that_end_together_are_begun_in_time() -> None:
    together = [standing(f"p{index:02}", 0.5, bound=1) for index in range(24)]
    assert {choice.reason for choice in plan(together, 1.0, calls_per_day=50)} == {Reason.WAITS_ITS_TURN}
    pressed = plan(together, 1.0, calls_per_day=47.9)
    assert [choice.target.key for choice in pressed if choice.reason is Reason.PROMISE] == ["p00"]


@given(
    ages=st.lists(st.floats(0, 1), min_size=1, max_size=30),
    spare=st.floats(1.0, 3.0),
)
def test_serving_each_promise_when_its_start_has_come_keeps_all_that_can_be_kept(
    ages: list[float], spare: float
) -> None:
    standings = [standing(f"p{index}", age, bound=1.0 + age) for index, age in enumerate(ages)]
    calls = len(ages) * spare
    waiting = {one.target.key: one for one in standings}
    now = 0.0
    while waiting:
        here = [Standing(one.target, one.age + now) for one in waiting.values()]
        first = plan(here, 1e9, calls_per_day=calls, lead=1 / calls)[0]
        now += 1 / calls
        if first.reason is Reason.PROMISE:
            one = waiting.pop(first.target.key)
            assert one.age + now <= (one.target.bound or 0) + 1 / calls + 1e-9


def test_the_latest_start_leaves_time_for_all_that_end_no_later() -> None:
    starts = latest_starts([standing("a", 0, bound=1), standing("b", 0, bound=1), standing("c", 0, bound=5)], 10)
    assert starts == {"c": pytest.approx(4.9), "b": pytest.approx(0.9), "a": pytest.approx(0.8)}


def test_every_reason_is_told() -> None:
    chosen = plan(
        [
            standing("promised", 3, bound=2),
            standing("unseen", 8, rate=500),
            standing("worth", 6),
            standing("turn", 0.5),
            standing("never", 1, rate=400),
        ],
        PRICE,
        silence=7,
    )
    assert {choice.target.key: choice.reason for choice in chosen} == {
        "promised": Reason.PROMISE,
        "unseen": Reason.LONG_UNSEEN,
        "worth": Reason.WORTH_MOST,
        "turn": Reason.WAITS_ITS_TURN,
        "never": Reason.NEVER_WORTH_A_CALL,
    }
    assert [choice.target.key for choice in chosen] == ["promised", "unseen", "worth", "turn", "never"]


def test_it_is_told_when_each_is_due() -> None:
    of = standing("a", 0.25)
    (choice,) = plan([of], PRICE)
    assert choice.due_in == pytest.approx(age_worth(of.target, PRICE) - 0.25)
    (broken,) = plan([standing("b", 3, bound=2)], PRICE)
    assert broken.due_in == -1
    (never,) = plan([standing("c", 3, rate=100)], PRICE)
    assert never.due_in == math.inf


def test_what_was_never_refreshed_is_due_now() -> None:
    (choice,) = plan([standing("new", math.inf)], PRICE)
    assert (choice.reason, choice.due_in) == (Reason.LONG_UNSEEN, -math.inf)


def test_a_quiet_target_that_was_misjudged_is_looked_at_again() -> None:
    order = plan(
        [standing(f"busy{index}", 5, weight=50) for index in range(9)] + [standing("quiet", 7, rate=288)], 1, silence=7
    )
    assert order[0].target.key == "quiet"
    assert order[0].reason is Reason.LONG_UNSEEN


def test_what_was_refreshed_a_moment_ago_comes_last() -> None:
    order = plan([standing("hot", 0.01, weight=1e6, rate=50), standing("calm", 0.02)], 0.0)
    assert [choice.target.key for choice in order] == ["calm", "hot"]


@given(seed=st.integers(0, 10**6))
def test_the_order_of_equals_does_not_depend_on_how_they_came(seed: int) -> None:
    standings = [standing(f"k{index}", 1 + index % 3) for index in range(9)]
    shuffled = list(standings)
    random.Random(seed).shuffle(shuffled)
    assert plan(shuffled, PRICE) == plan(standings, PRICE)
