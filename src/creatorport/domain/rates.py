"""Derived rates. Each names its formula; none exists without its inputs."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class EngagementRate:
    """(likes + comments + shares) / views, as a ratio of counts.

    A rate over several posts is made from the sums, never as a mean of rates. With no views there is no rate,
    which is not the same as a rate of zero.
    """

    formula: ClassVar[str] = "engagement-by-views/1"

    engagements: int
    views: int

    @classmethod
    def of(
        cls, *, views: int | None, likes: int | None, comments: int | None, shares: int | None
    ) -> "EngagementRate | None":
        """Return the rate, or None when an input is missing or there are no views."""
        if not views or likes is None or comments is None or shares is None:
            return None
        return cls(likes + comments + shares, views)

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.engagements, self.views)

    def __float__(self) -> float:
        return self.engagements / self.views
