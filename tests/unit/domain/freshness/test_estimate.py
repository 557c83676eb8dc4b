import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.freshness.estimate import ChangeRate


def looked_at(rate: float, every: float, looks: int, seed: int = 1, begin: ChangeRate | None = None) -> ChangeRate:
    """What is believed after looks at something that changes at this rate, where one change a day is usual."""
    chance = random.Random(seed)
    belief = begin or ChangeRate()
    for _ in range(looks):
        belief = belief.observe(every, days=every, changed=chance.random() < -math.expm1(-rate * every))
    return belief


def test_before_any_look_the_usual_is_believed() -> None:
    assert ChangeRate().per_day(0.7) == 0.7


@pytest.mark.parametrize(("rate", "every"), [(0.3, 1.0), (1.0, 1.0), (3.0, 0.5), (8.0, 0.1)])
def test_the_learned_rate_comes_within_a_quarter_of_the_true_one_on_the_average(rate: float, every: float) -> None:
    learned = [looked_at(rate, every, 300, seed).per_day(1.0) for seed in range(40)]
    assert sum(learned) / len(learned) == pytest.approx(rate, rel=0.25)


def test_more_looks_bring_it_closer() -> None:
    def error(looks: int) -> float:
        found = [looked_at(2.0, 0.05, looks, seed).per_day(1.0) for seed in range(30)]
        return sum(abs(one - 2.0) for one in found) / len(found)

    assert error(1_000) < 0.6 * error(50)
    assert error(1_000) < 0.25 * 2.0


def test_a_quiet_look_lowers_the_rate_exactly() -> None:
    belief = ChangeRate(2.0, 4.0).observe(6.0, days=1e-12, changed=False)
    assert [belief.shape, belief.exposure] == pytest.approx([2.0, 10.0])


def test_a_change_raises_it_to_the_mean_of_the_exact_posterior() -> None:
    belief = ChangeRate(2.0, 3.0).observe(1.5, days=1e-12, changed=True)
    steps = [(n + 0.5) * 1e-3 for n in range(30_000)]
    density = [f * math.exp(-3 * f) * -math.expm1(-1.5 * f) for f in steps]
    mean = sum(f * d for f, d in zip(steps, density, strict=True)) / sum(density)
    square = sum(f * f * d for f, d in zip(steps, density, strict=True)) / sum(density)
    assert belief.factor == pytest.approx(mean, rel=1e-5)
    assert belief.shape / belief.exposure**2 == pytest.approx(square - mean**2, rel=1e-5)


def test_a_change_that_was_sure_to_be_found_teaches_nothing() -> None:
    hot = ChangeRate(3.0, 1.0)
    assert hot.observe(1e6, days=1e-12, changed=True).factor == pytest.approx(3.0, rel=1e-9)


def test_the_rate_of_what_changes_at_every_look_stays_near_what_such_looks_can_tell() -> None:
    always = ChangeRate()
    for _ in range(1_000):
        always = always.observe(1.0, days=1e-9, changed=True)
    assert 3.0 < always.per_day(1.0) < 10.0


def test_a_video_that_calms_down_as_usual_keeps_its_factor() -> None:
    chance = random.Random(5)
    belief, usual = ChangeRate(), 8.0
    for _ in range(200):
        belief = belief.observe(usual * 0.1, days=0.1, changed=chance.random() < -math.expm1(-2 * usual * 0.1))
        usual *= 0.99
    assert usual < 1.1
    assert belief.factor == pytest.approx(2.0, rel=0.35)
    assert belief.per_day(usual) == pytest.approx(2.0 * usual, rel=0.35)


def test_what_falls_silent_is_soon_believed_to_be() -> None:
    active = looked_at(5.0, 0.2, 200)
    silent = active
    for _ in range(30):
        silent = silent.observe(1.0, days=1.0, changed=False)
    assert active.per_day(1.0) > 3.5
    assert silent.per_day(1.0) < 0.8


def test_what_wakes_up_after_a_silent_year_is_soon_believed_to_be() -> None:
    asleep = ChangeRate()
    for _ in range(52):
        asleep = asleep.observe(7.0, days=7.0, changed=False)
    assert asleep.per_day(1.0) < 0.05
    assert looked_at(3.0, 1.0, 60, begin=asleep).per_day(1.0) > 0.5


def test_what_was_learned_fades_back_to_the_usual() -> None:
    learned = looked_at(5.0, 0.1, 300)
    later = learned.observe(1e-6, days=600.0, changed=False)
    assert learned.factor > 3.5
    assert later.factor == pytest.approx(1.0, rel=0.01)


def test_a_look_at_the_same_moment_teaches_nothing() -> None:
    belief = ChangeRate(2.0, 3.0)
    assert belief.observe(0.0, days=0.0, changed=True) == belief
    assert belief.observe(1.0, days=-1.0, changed=False) == belief


@given(
    shape=st.floats(0.01, 1e4),
    exposure=st.floats(1e-4, 1e4),
    usual=st.floats(1e-9, 1e6),
    days=st.floats(1e-6, 1e3),
    changed=st.booleans(),
)
def test_whatever_is_seen_a_rate_stays_a_rate_and_moves_the_right_way(
    shape: float, exposure: float, usual: float, days: float, changed: bool
) -> None:
    before = ChangeRate(shape, exposure)
    after = before.observe(usual, days=days, changed=changed)
    assert 0 < after.shape < math.inf
    assert 0 < after.exposure < math.inf
    assert 1 / 365 <= after.per_day(1.0) <= 288
    faded = before.observe(1e-30, days=days, changed=False).factor
    assert after.factor >= faded * (1 - 1e-6) if changed else after.factor <= faded * (1 + 1e-6)
