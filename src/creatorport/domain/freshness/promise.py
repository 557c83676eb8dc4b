"""Promised freshness: made only where it can be kept, and held against what happened."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from creatorport.domain.errors import InvalidValue, PromiseTooGreat
from creatorport.domain.freshness.target import Target
from creatorport.domain.times import instant

MOST_PROMISED = 0.8


def promise(
    targets: Sequence[Target],
    bound: float,
    *,
    others: Sequence[Target],
    calls_per_day: float,
    most: float = MOST_PROMISED,
) -> Sequence[Target]:
    """Return an account's or a campaign's targets, promised to be no older than `bound` days.

    `others` are all the other targets of the same budget, with what they were promised. Promises together take at most
    the part `most` of it: a plan that is all promises has no call left to keep them when one is lost. Raises
    PromiseTooGreat, which tells the least bound that could be promised instead.
    """
    spare = most * calls_per_day - sum(target.promised_calls for target in others)
    cost = sum(target.cost for target in targets)
    if cost / bound > spare:
        needed = cost / bound + most * calls_per_day - spare
        raise PromiseTooGreat(needed, most * calls_per_day, possible=cost / spare if spare > 0 else None)
    return [replace(target, bound=bound) for target in targets]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Whether one promise held: `worst` is the greatest age seen, `breaches` how often an age went beyond the bound.

    A promise cannot speak for the time before it was made: ages count from `since` on, so that it has one bound's time
    for the first refresh.
    """

    key: str
    bound: timedelta
    since: datetime
    refreshed_at: datetime | None = None
    worst: timedelta = timedelta()
    breaches: int = 0
    refreshes: int = 0

    def __post_init__(self) -> None:
        if self.bound <= timedelta():
            raise InvalidValue("bound", "a promised age is greater than zero")
        object.__setattr__(self, "since", instant(self.since, "since"))

    def age(self, now: datetime) -> timedelta:
        """Return how old the target is for this promise; never negative."""
        start = self.since if self.refreshed_at is None else max(self.since, self.refreshed_at)
        return max(instant(now, "now") - start, timedelta())

    def refreshed(self, at: datetime) -> "Ledger":
        """Return the ledger after a refresh. One that is reported late, or twice, makes nothing younger."""
        if self.refreshed_at is not None and at <= self.refreshed_at:
            return self
        age = self.age(at)
        return replace(
            self,
            refreshed_at=instant(at, "at"),
            worst=max(self.worst, age),
            breaches=self.breaches + (age > self.bound),
            refreshes=self.refreshes + 1,
        )

    def as_of(self, now: datetime) -> "Ledger":
        """Return the ledger with the interval that is still open counted in: a breach shows while it lasts."""
        age = self.age(now)
        return replace(self, worst=max(self.worst, age), breaches=self.breaches + (age > self.bound))

    def held(self, now: datetime) -> bool:
        return self.as_of(now).breaches == 0

    def due(self) -> datetime:
        """Return the instant until which the next refresh keeps the promise."""
        start = self.since if self.refreshed_at is None else max(self.since, self.refreshed_at)
        return start + self.bound


def least_bound(targets: Sequence[Target], calls_per_day: float, *, most: float = MOST_PROMISED) -> float:
    """Return the least age in days that could be promised to all of these targets alike."""
    return sum(target.cost for target in targets) / (most * calls_per_day) if calls_per_day > 0 else math.inf
