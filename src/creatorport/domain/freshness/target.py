"""One thing that can be refreshed, and what its freshness is worth."""

import math
from dataclasses import dataclass, field

from creatorport.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Target:
    """Something kept fresh by calls to TikTok: an account's profile, or a batch of its videos.

    `weight` is what its freshness is worth, `change_rate` how often it changes per day (a Poisson rate), `cost` how
    many calls one refresh takes. `bound` is the promised greatest age in days, where one is promised.
    """

    key: str
    weight: float = field(kw_only=True)
    change_rate: float = field(kw_only=True)
    cost: float = field(default=1.0, kw_only=True)
    bound: float | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        for name in ("weight", "change_rate", "cost"):
            value = getattr(self, name)
            if not math.isfinite(value) or value <= 0:
                raise InvalidValue(name, f"{value} is not a positive number")
        if self.bound is not None and not 0 < self.bound < math.inf:
            raise InvalidValue("bound", f"{self.bound} is not a positive number of days")


def freshness(change_rate: float, refresh_rate: float) -> float:
    """Return the part of the time in which a target refreshed evenly at this rate is as it is at TikTok.

    F(λ, f) = (f / λ)(1 - e^(-λ/f)): Cho and Garcia-Molina 2003, the fixed-order policy. 0 when never refreshed.
    """
    if refresh_rate <= 0:
        return 0.0
    ratio = change_rate / refresh_rate
    return -math.expm1(-ratio) / ratio


def worth(target: Target, age: float) -> float:
    """Return what one more call buys at this age: the marginal weighted freshness per call, per unit of rate.

    w/(λc) · (1 - (1 + λτ) e^(-λτ)), the derivative of w·F by f at f = 1/τ, divided by the cost. It grows with age from
    0 to w/(λc), so that what changes too often for its weight is never worth a call.
    """
    return target.weight / (target.change_rate * target.cost) * _gain(target.change_rate * age)


def age_worth(target: Target, price: float) -> float:
    """Return the age at which a refresh is worth `price`; infinite when it never is. The inverse of `worth`."""
    ceiling = target.weight / (target.change_rate * target.cost)
    if price >= ceiling:
        return math.inf
    return _gain_reached(price / ceiling) / target.change_rate


def _gain(ratio: float) -> float:
    """1 - (1 + r) e^(-r), without loss of digits near 0."""
    if ratio < 1e-4:
        return ratio * ratio * (0.5 - ratio / 3)
    return -math.expm1(-ratio) - ratio * math.exp(-ratio)


def _gain_reached(level: float) -> float:
    """The ratio r at which `_gain` reaches `level` in (0, 1), by Newton's method kept within a bracket."""
    low, high = 0.0, 1.0
    while _gain(high) < level:
        low, high = high, high * 2
    ratio = math.sqrt(2 * level) if level < 0.2 else (low + high) / 2
    for _ in range(60):
        value = _gain(ratio) - level
        low, high = (low, ratio) if value > 0 else (ratio, high)
        slope = ratio * math.exp(-ratio)
        step = ratio - value / slope if slope > 0 else math.inf
        following = step if low < step < high else (low + high) / 2
        if abs(following - ratio) <= 1e-12 * max(1.0, ratio):
            return following
        ratio = following
    return ratio
