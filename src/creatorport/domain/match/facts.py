"""What the score is made of: what is known of a creator, and what the campaign wants."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Generic, TypeVar

from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId
from creatorport.domain.money import Money

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A fact, and when it was read."""

    value: T
    at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """A creator as far as the score is concerned. None is unknown, which is not the same as nothing.

    `audience` is the share of the audience in the wanted countries. Where it is unknown, `countries` stand in for it:
    those one of which is the creator's. The engagement rate is a fraction. Categories are compared in small letters.
    """

    creator_id: CreatorId
    followers: Known[int] | None = None
    engagement_rate: Known[Fraction] | None = None
    price: Known[Money] | None = None
    categories: Known[frozenset[str]] | None = None
    audience: Known[Fraction] | None = None
    countries: Known[frozenset[str]] | None = None
    last_post: Known[datetime] | None = None

    def __post_init__(self) -> None:
        if self.audience is not None and not 0 <= self.audience.value <= 1:
            raise InvalidValue("audience", "a share lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a campaign looks for. What it does not say is not asked, and is the same for every creator.

    `price` is what it can spend on each creator.
    """

    countries: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    price: Money | None = None

    def __post_init__(self) -> None:
        if self.price is not None and self.price.amount <= 0:
            raise InvalidValue("price", "is more than nothing")
