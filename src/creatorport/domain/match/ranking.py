"""Creators in the order of their scores, and what would bring each of them past the next better one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from creatorport.domain.match.factors import Standing, needed
from creatorport.domain.match.formula import FactorName
from creatorport.domain.match.score import HUNDREDTHS, Factor, Match


@dataclass(frozen=True, slots=True)
class Change:
    """One input that would be enough, if all else stayed: of that factor, from its present number to at least `to`.

    For PRICE and RECENCY, less is better, and `to` is the greatest number that is enough.
    """

    factor: FactorName
    now: Fraction | None
    to: Fraction
    hundredths: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match and its place, counted from 1. The first has nobody to pass, and no changes."""

    rank: int
    match: Match
    changes: tuple[Change, ...]


def ranked(matches: Iterable[Match]) -> Sequence[Ranked]:
    """Return the best first; those with equal scores by id, so that the order never depends on how they came."""
    order = sorted(matches, key=lambda one: (-one.hundredths, one.creator_id))
    return [
        Ranked(place, one, () if place == 1 else _changes(one, order[place - 2])) for place, one in enumerate(order, 1)
    ]


def _changes(mine: Match, better: Match) -> tuple[Change, ...]:
    more = better.hundredths - mine.hundredths + 1
    found = (_change(factor, more) for factor in mine.factors)
    return tuple(change for change in found if change is not None)


def _change(factor: Factor, more: int) -> Change | None:
    target = factor.hundredths + more
    if factor.reading.standing is Standing.NOT_ASKED or target > factor.weight * HUNDREDTHS:
        return None
    to = needed(factor.name, Fraction(target, factor.weight * HUNDREDTHS))
    return Change(factor.name, factor.reading.number, to, target)
