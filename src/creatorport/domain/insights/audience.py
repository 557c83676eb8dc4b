"""Of whom an audience is made: shares of it, by dimension."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from creatorport.domain.errors import InvalidValue

MOST_SHARES = 100
"""Per dimension: more than TikTok tells of any, US states among them."""


class Dimension(StrEnum):
    GENDER = "GENDER"
    AGE = "AGE"
    COUNTRY = "COUNTRY"
    CITY = "CITY"
    DEVICE = "DEVICE"
    USAGE = "USAGE"
    INTEREST = "INTEREST"
    LOCALE = "LOCALE"
    LANGUAGE = "LANGUAGE"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an audience as a fraction. Those of one dimension need not add up: TikTok may tell the largest only."""

    key: str
    fraction: float

    def __post_init__(self) -> None:
        if not 0 <= self.fraction <= 1:
            raise InvalidValue("fraction", f"{self.fraction} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Distribution:
    """The shares of one dimension, the largest first."""

    dimension: Dimension
    shares: tuple[Share, ...]

    @classmethod
    def of(cls, dimension: Dimension, shares: Iterable[Share]) -> "Distribution":
        ordered = sorted(shares, key=lambda share: (-share.fraction, share.key))
        return cls(dimension, tuple(ordered[:MOST_SHARES]))


@dataclass(frozen=True, slots=True)
class Audience:
    """What one source told; a dimension that it told nothing of is not among them."""

    distributions: tuple[Distribution, ...] = ()

    def by(self, dimension: Dimension) -> tuple[Share, ...]:
        """Return the shares of a dimension, none where nothing is known."""
        return next((one.shares for one in self.distributions if one.dimension is dimension), ())


NOBODY = Audience()


def blended(parts: Sequence[tuple[int, Audience]]) -> Audience:
    """Join audiences of several videos, each weighted by its views. What one does not tell, the others decide."""
    found: list[Distribution] = []
    for dimension in Dimension:
        telling = [(views, audience.by(dimension)) for views, audience in parts if views and audience.by(dimension)]
        total = sum(views for views, _ in telling)
        sums: dict[str, float] = {}
        for views, shares in telling:
            for share in shares:
                sums[share.key] = sums.get(share.key, 0.0) + share.fraction * views / total
        if sums:
            found.append(Distribution.of(dimension, (Share(key, min(1.0, part)) for key, part in sums.items())))
    return Audience(tuple(found))
