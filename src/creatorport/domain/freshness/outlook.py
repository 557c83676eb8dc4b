"""What a budget reaches, and what if more accounts came, or fewer calls."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from creatorport.domain.freshness.optimum import allocate, longest_silence, mean_freshness, planned_age
from creatorport.domain.freshness.promise import least_bound
from creatorport.domain.freshness.target import Target


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be expected of a budget for these targets.

    `median_age` and `most_age` are planned ages at a refresh in days, the latter that of the slowest twentieth.
    `least_bound` is the age that could be promised to all alike. `stretch` is 1 when the promises can be kept; else
    each of them would have to be that many times as long, and the other numbers suppose that they are.
    """

    targets: int
    calls_per_day: float
    weighted_freshness: float
    price: float
    median_age: float
    most_age: float
    promised_calls: float
    least_bound: float
    stretch: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The outlook before and after; `those_before` is the weighted freshness of today's targets afterwards."""

    before: Outlook
    after: Outlook
    those_before: float


def outlook(targets: Sequence[Target], calls_per_day: float) -> Outlook:
    """Return what the budget reaches at the optimum."""
    return _outlook(targets, calls_per_day)[0]


def what_if(
    targets: Sequence[Target], more: Sequence[Target], calls_per_day: float, *, calls_after: float | None = None
) -> WhatIf:
    """Return what `more` targets, or another budget of `calls_after` a day, would change."""
    before = outlook(targets, calls_per_day)
    after, rates = _outlook([*targets, *more], calls_per_day if calls_after is None else calls_after)
    return WhatIf(before, after, mean_freshness(targets, rates[: len(targets)]))


def kept_silence(targets: Sequence[Target], calls_per_day: float) -> float:
    """Return the longest silence, or infinity: looks after a long silence may not crowd out promises."""
    silence = longest_silence(targets, calls_per_day)
    floor = sum(target.cost / min(target.bound or math.inf, silence) for target in targets)
    return math.inf if floor > calls_per_day else silence


def stretched(targets: Sequence[Target], times: float) -> Sequence[Target]:
    """Return the targets with every bound so many times as long."""
    return [
        target if target.bound is None or times == 1 else replace(target, bound=target.bound * times)
        for target in targets
    ]


def _outlook(targets: Sequence[Target], calls_per_day: float) -> tuple[Outlook, tuple[float, ...]]:
    promised = sum(target.promised_calls for target in targets)
    silence = kept_silence(targets, calls_per_day)
    stretch = max(1.0, promised / calls_per_day) if calls_per_day > 0 else math.inf
    kept = stretched(targets, stretch)
    reached = allocate(kept, calls_per_day, silence=silence)
    ages = sorted(planned_age(target, reached.price, silence) for target in kept) or [0.0]
    seen = Outlook(
        targets=len(targets),
        calls_per_day=calls_per_day,
        weighted_freshness=reached.weighted_freshness,
        price=reached.price,
        median_age=ages[len(ages) // 2],
        most_age=ages[int(0.95 * (len(ages) - 1))],
        promised_calls=promised,
        least_bound=least_bound(targets, calls_per_day),
        stretch=stretch,
    )
    return seen, reached.rates
