"""The score of one creator for one campaign: what each factor gives, which adds up to it exactly."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from creatorport.domain.ids import CreatorId
from creatorport.domain.match.factors import Reading, Standing, readings, worth
from creatorport.domain.match.facts import Candidate, Wanted
from creatorport.domain.match.formula import ESTIMATE, HALF_LIFE, NEUTRAL, WEIGHTS, FactorName

HUNDREDTHS = 100
"""Points are counted in whole hundredths, so that sums are exact."""


@dataclass(frozen=True, slots=True)
class Factor:
    """What one factor gives, out of its weight, and from which input."""

    name: FactorName
    weight: int
    hundredths: int
    reading: Reading

    @property
    def points(self) -> Decimal:
        return Decimal(self.hundredths) / HUNDREDTHS


@dataclass(frozen=True, slots=True)
class Match:
    """A score from 0 to 100 with its factors. The confidence, from 0 to 1, tells how much of it is known and fresh."""

    creator_id: CreatorId
    factors: tuple[Factor, ...]
    confidence: float

    @property
    def hundredths(self) -> int:
        return sum(factor.hundredths for factor in self.factors)

    @property
    def score(self) -> Decimal:
        return Decimal(self.hundredths) / HUNDREDTHS


def match(candidate: Candidate, wanted: Wanted, now: datetime) -> Match:
    """Score a creator. The same facts at the same time always give the same score."""
    inputs = readings(candidate, wanted, now)
    factors = tuple(
        Factor(name, weight, _hundredths(name, weight, inputs[name]), inputs[name]) for name, weight in WEIGHTS.items()
    )
    return Match(candidate.creator_id, factors, _confidence(factors, now))


def _hundredths(name: FactorName, weight: int, reading: Reading) -> int:
    value = NEUTRAL if reading.number is None else worth(name, reading.number)
    return round(value * weight * HUNDREDTHS)


def _confidence(factors: tuple[Factor, ...], now: datetime) -> float:
    asked = [factor for factor in factors if factor.reading.standing is not Standing.NOT_ASKED]
    trusted = sum(factor.weight * _trust(factor.reading, now) for factor in asked)
    return trusted / sum(factor.weight for factor in asked)


def _trust(reading: Reading, now: datetime) -> float:
    if reading.at is None:
        return 0.0
    age = max(timedelta(0), now - reading.at)
    certain = ESTIMATE if reading.standing is Standing.ESTIMATED else 1.0
    return certain * math.pow(0.5, age / HALF_LIFE)
