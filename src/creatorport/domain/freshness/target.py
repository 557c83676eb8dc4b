"""One thing that can be refreshed, and what its freshness is worth."""

import math
from dataclasses import dataclass, field

from creatorport.domain.errors import InvalidValue

QUARTER_HOUR = 15 / (24 * 60)


@dataclass(frozen=True, slots=True)
class Target:
    """Something kept fresh by calls to TikTok: an account's profile, a batch of its videos, or one video of a batch.

    `weight` is what its freshness is worth, `change_rate` how often it changes per day (a Poisson rate), `cost` how
    many calls one refresh takes: 1/20 for a video that shares its call with nineteen others. `bound` is the promised
    greatest age in days, where one is promised; `soonest` the age in days before which a refresh would be a waste.
    `account` says whose it is: only the videos of one account can share a call.
    """

    key: str
    account: str = field(default="", kw_only=True)
    weight: float = field(kw_only=True)
    change_rate: float = field(kw_only=True)
    cost: float = field(default=1.0, kw_only=True)
    bound: float | None = field(default=None, kw_only=True)
    soonest: float = field(default=QUARTER_HOUR, kw_only=True)

    def __post_init__(self) -> None:
        if not (self.weight > 0 and self.change_rate > 0 and self.cost > 0 and self.soonest > 0):
            raise InvalidValue("target", "weight, change rate, cost and soonest age are positive")
        if not math.isfinite(self.weight + self.change_rate + self.cost + self.soonest):
            raise InvalidValue("target", "weight, change rate, cost and soonest age are finite")
        if self.bound is not None and not self.soonest <= self.bound < math.inf:
            raise InvalidValue("bound", f"{self.bound} is not a number of days from {self.soonest} on")

    @property
    def promised_calls(self) -> float:
        """Calls per day that its bound alone takes."""
        return self.cost / self.bound if self.bound is not None else 0.0


def freshness(change_rate: float, refresh_rate: float) -> float:
    """Return the part of the time in which a target refreshed evenly at this rate is as it is at TikTok.

    F(λ, f) = (f / λ)(1 - e^(-λ/f)): Cho and Garcia-Molina 2003, the fixed-order policy. 0 when never refreshed.
    """
    if refresh_rate <= 0:
        return 0.0
    ratio = change_rate / refresh_rate
    return -math.expm1(-ratio) / ratio if ratio > 0 else 1.0


def worth(target: Target, age: float) -> float:
    """Return what one more call buys at this age: the marginal weighted freshness per call, per unit of rate.

    w/(λc) · (1 - (1 + λτ) e^(-λτ)), the derivative of w·F by f at f = 1/τ, divided by the cost. It grows with age from
    0 to w/(λc), so that what changes too often for its weight is never worth a call.
    """
    ratio = target.change_rate * age
    if ratio < 1e-2:
        # The closed form would lose its digits here: both terms are nearly 1.
        series = 1 / 2 - ratio * (1 / 3 - ratio * (1 / 8 - ratio * (1 / 30 - ratio / 144)))
        return target.weight / target.cost * ratio * age * series
    gain = -math.expm1(-ratio) - (ratio * math.exp(-ratio) if ratio < math.inf else 0.0)
    return target.weight / (target.change_rate * target.cost) * gain


def age_worth(target: Target, price: float) -> float:
    """Return the age at which a refresh is worth `price`; infinite when it never is. The inverse of `worth`."""
    level = price * target.cost * target.change_rate / target.weight
    return math.inf if level >= 1 else _ratio_at(level) / target.change_rate


def _ratio_at(level: float) -> float:
    """The r at which 1 - (1 + r) e^(-r) reaches `level` in [0, 1).

    Equivalent: r - ln(1 + r) = -ln(1 - level), a convex equation (of the Lambert W function's lower branch). Its series
    around 0 is exact enough for small levels, and elsewhere starts Newton's method above the root, from where it falls
    straight to it.
    """
    target = -math.log1p(-level)
    s = math.sqrt(2 * target)
    ratio = s + s * s / 3 + s**3 / 36
    if s < 1e-3:
        return ratio
    for _ in range(8):
        step = (ratio - math.log1p(ratio) - target) * (1 + ratio) / ratio
        ratio -= step
        if abs(step) <= 1e-9 * ratio:
            break
    return ratio
