"""The best that any plan can reach: the convex program behind the planner."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.domain.errors import PromiseTooGreat
from creatorport.domain.freshness.target import Target, age_worth, freshness

_CLOSE = 1e-7
_STEPS, _PATIENCE = 250, 2


@dataclass(frozen=True, slots=True)
class Allocation:
    """How often each target is refreshed per day at the optimum, the price of a call there, and what is reached.

    `weighted_freshness` is between 0 and 1: the weighted mean of the targets' freshness. The price is 0 when there are
    more calls than are of any use.
    """

    rates: tuple[float, ...]
    price: float
    weighted_freshness: float
    calls_per_day: float


def allocate(
    targets: Sequence[Target], calls_per_day: float, *, silence: float = math.inf, hint: float | None = None
) -> Allocation:
    """Spend `calls_per_day` where they buy the most weighted freshness.

    Maximises Σ w F(λ, f) subject to Σ c f ≤ budget, f ≥ 1/bound, f ≥ 1/silence and f ≤ 1/soonest. At the optimum every
    target between its limits has the same marginal worth per call, the price. `hint` is a price of before, from which
    it is found quicker. Raises PromiseTooGreat.
    """
    cheap, price = _prices(targets, calls_per_day, silence, hint)
    rates = tuple(1 / planned_age(target, price, silence) for target in targets)
    spent = _spent(targets, price, silence)
    if cheap < price:
        # The marginal worth is level between the two: what lies between is as good, and spends what there is.
        more = _spent(targets, cheap, silence) - spent
        part = (calls_per_day - spent) / more
        rates = tuple(
            rate + part * (1 / planned_age(target, cheap, silence) - rate)
            for target, rate in zip(targets, rates, strict=True)
        )
        spent += part * more
    return Allocation(rates, price, mean_freshness(targets, rates), spent)


def price_of_a_call(
    targets: Sequence[Target], calls_per_day: float, *, silence: float = math.inf, hint: float | None = None
) -> float:
    """Return the worth at which refreshing takes just these calls. `hint`, a price of before, makes it quicker.

    Raises PromiseTooGreat when the bounds (or the longest silence) alone take more.
    """
    return _prices(targets, calls_per_day, silence, hint)[1]


def mean_freshness(targets: Sequence[Target], rates: Sequence[float]) -> float:
    """Return the weighted mean of the targets' freshness, between 0 and 1, when each is refreshed at its rate."""
    total = sum(target.weight for target in targets)
    reached = sum(
        target.weight * freshness(target.change_rate, rate) for target, rate in zip(targets, rates, strict=True)
    )
    return reached / total if targets else 1.0


def planned_age(target: Target, price: float, silence: float = math.inf) -> float:
    """Return the age in days at which a target is refreshed when a call has this price."""
    latest = silence if target.bound is None else min(target.bound, silence)
    return max(min(age_worth(target, price), latest), target.soonest)


def longest_silence(
    targets: Sequence[Target], calls_per_day: float, *, share: float = 0.05, least: float = 7.0
) -> float:
    """Return the days after which even what never pays is looked at again, because its rate may be misjudged.

    A week, or longer where the looks would take more than `share` of the calls.
    """
    return (
        max(least, sum(target.cost for target in targets) / (share * calls_per_day)) if calls_per_day > 0 else math.inf
    )


def _prices(targets: Sequence[Target], calls_per_day: float, silence: float, hint: float | None) -> tuple[float, float]:
    """The price twice; or, where no float lies close enough to it, the nearest two around it."""
    if _spent(targets, 0.0, silence) <= calls_per_day:
        return 0.0, 0.0
    # A little above the greatest worth of all, lest rounding leave that target a rate.
    high = max(target.weight / (target.change_rate * target.cost) for target in targets) * (1 + 1e-12)
    needed = _spent(targets, high, silence)
    if needed > calls_per_day * (1 + _CLOSE):
        raise PromiseTooGreat(needed, calls_per_day)
    low = 0.0
    guess = hint if hint is not None and 0 < hint < high else high / 1024
    # Spending falls with the price, near to a power of it: a secant in logarithms, kept within a bracket.
    known: tuple[float, float] | None = None
    width, stuck = math.inf, 0
    for _ in range(_STEPS):
        spent = _spent(targets, guess, silence)
        miss = math.log(spent / calls_per_day) if spent > 0 else -math.inf
        if abs(miss) <= _CLOSE:
            return guess, guess
        low, high = (guess, high) if miss > 0 else (low, guess)
        before, width = width, math.log(high / low) if low > 0 else math.inf
        stuck = stuck + 1 if width > before / 2 else 0
        slope = -0.5
        if known is not None and known[0] != guess and math.isfinite(known[1] - miss):
            # Where spending stands still, no slope leads on: the bracket is halved.
            slope = (miss - known[1]) / math.log(guess / known[0])
        known = (guess, miss)
        following = guess * math.exp(max(-20.0, min(20.0, -miss / slope))) if slope < 0 else 0.0
        # Where spending leaps, because a target stops to pay, a secant creeps: then the bracket is halved as well.
        if not (low < following < high and stuck < _PATIENCE):
            following = math.sqrt(low * high) if low > 0 else high / 1024
        if not low < following < high:
            break
        guess = following
    return low, high


def _spent(targets: Sequence[Target], price: float, silence: float) -> float:
    return sum([target.cost / planned_age(target, price, silence) for target in targets])
