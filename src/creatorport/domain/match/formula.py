"""The numbers of the formula `match-score/1`. Whoever changes one of them changes the version."""

from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

FORMULA: Final = "match-score/1"


class FactorName(StrEnum):
    """What the score is made of."""

    AUDIENCE = "AUDIENCE"
    CATEGORY = "CATEGORY"
    PRICE = "PRICE"
    ENGAGEMENT = "ENGAGEMENT"
    RECENCY = "RECENCY"


WEIGHTS: Final = {
    FactorName.AUDIENCE: 25,
    FactorName.CATEGORY: 25,
    FactorName.PRICE: 20,
    FactorName.ENGAGEMENT: 20,
    FactorName.RECENCY: 10,
}
"""The points that each factor gives at most; 100 together."""

NEUTRAL: Final = Fraction(1, 2)
"""The part of its weight that a factor gives when it is not asked for, or its input is missing."""

HOME, ABROAD = Fraction(3, 5), Fraction(1, 10)
"""The share of an audience that is taken to be in a wanted country when it is the creator's own, and when it is not."""

RECENT: Final = timedelta(days=90)
"""A last post of this age gives nothing for recency."""

HALF_LIFE: Final = timedelta(days=14)
"""An input of this age is half as trustworthy as a new one."""

ESTIMATE: Final = 0.5
"""How trustworthy an estimated input is, besides its age."""

_EXPECTED: Final = (
    (10_000, Fraction(9, 100)),
    (100_000, Fraction(7, 100)),
    (500_000, Fraction(6, 100)),
    (1_000_000, Fraction(5, 100)),
)
_EXPECTED_ABOVE: Final = Fraction(4, 100)


def expected_rate(followers: int) -> Fraction:
    """Return the engagement rate that is usual for creators of this size."""
    return next((rate for below, rate in _EXPECTED if followers < below), _EXPECTED_ABOVE)
