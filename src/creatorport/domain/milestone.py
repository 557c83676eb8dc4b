"""Milestones: numbers that a campaign is to reach, each of them reached once and for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from creatorport.domain.errors import InvalidValue
from creatorport.domain.performance import Totals

_MAX = 2**63 - 1


class MilestoneMetric(StrEnum):
    VIEWS = "VIEWS"
    LIKES = "LIKES"
    COMMENTS = "COMMENTS"
    SHARES = "SHARES"
    POSTS = "POSTS"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A total over the campaign's posts, and the number that it is to reach."""

    metric: MilestoneMetric
    threshold: int

    def __post_init__(self) -> None:
        if not 1 <= self.threshold <= _MAX:
            raise InvalidValue("threshold", "is a whole number from 1 on, of 64 bits")

    def value_in(self, totals: Totals) -> int | None:
        """The metric's present total; None where nothing is known of it."""
        if self.metric is MilestoneMetric.POSTS:
            return totals.posts
        value: int | None = getattr(totals.counts, self.metric.value.lower())
        return value


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone that was reached: when it was seen to be, and at which value."""

    milestone: Milestone
    value: int
    at: datetime


def newly_reached(
    milestones: Iterable[Milestone], before: Iterable[Reached], totals: Totals, now: datetime
) -> Sequence[Reached]:
    """Return the milestones that the totals reach for the first time. What was reached stays so when totals fall."""
    known = {reached.milestone for reached in before}
    found = ((one, one.value_in(totals)) for one in milestones if one not in known)
    return [Reached(one, value, now) for one, value in found if value is not None and value >= one.threshold]
