"""The best that any plan can reach: the convex program behind the planner."""

from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.domain.errors import InvalidValue
from creatorport.domain.freshness.target import Target, age_worth, freshness


@dataclass(frozen=True, slots=True)
class Allocation:
    """How often each target is refreshed per day at the optimum, the price of a call there, and what is reached.

    `weighted_freshness` is between 0 and 1: the weighted mean of the targets' freshness.
    """

    rates: tuple[float, ...]
    price: float
    weighted_freshness: float
    calls_per_day: float


class PromiseTooGreat(InvalidValue):
    """The promised bounds alone need more calls than there are."""

    code = "PROMISE_TOO_GREAT"

    def __init__(self, needed: float, available: float) -> None:
        super().__init__("bound", f"the promised ages need {needed:.0f} calls a day, and {available:.0f} are available")
        self.needed = needed
        self.available = available


def allocate(targets: Sequence[Target], calls_per_day: float) -> Allocation:
    """Spend `calls_per_day` where they buy the most weighted freshness.

    Maximises Σ w F(λ, f) subject to Σ c f = budget and f ≥ 1/bound. At the optimum every target that is refreshed more
    often than its bound asks has the same marginal worth per call, the price; it is found by bisection.
    Raises PromiseTooGreat.
    """
    promised = sum(target.cost / target.bound for target in targets if target.bound)
    if promised > calls_per_day:
        raise PromiseTooGreat(promised, calls_per_day)
    if not targets:
        return Allocation((), 0.0, 1.0, 0.0)
    low, high = 0.0, max(target.weight / (target.change_rate * target.cost) for target in targets)
    for _ in range(200):
        price = (low + high) / 2
        if _spent(targets, price) > calls_per_day:
            low = price
        else:
            high = price
        if high - low <= 1e-12 * high:
            break
    rates = tuple(_rate(target, high) for target in targets)
    total = sum(target.weight for target in targets)
    reached = sum(
        target.weight * freshness(target.change_rate, rate) for target, rate in zip(targets, rates, strict=True)
    )
    spent = sum(target.cost * rate for target, rate in zip(targets, rates, strict=True))
    return Allocation(rates, high, reached / total, spent)


def _spent(targets: Sequence[Target], price: float) -> float:
    return sum(target.cost * _rate(target, price) for target in targets)


def _rate(target: Target, price: float) -> float:
    age = age_worth(target, price) if price > 0 else 0.0
    wanted = 1 / age if age > 0 else float("inf")
    return max(wanted, 1 / target.bound) if target.bound else wanted
