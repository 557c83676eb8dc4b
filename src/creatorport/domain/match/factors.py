"""Each factor as a pure function of its input, between 0 and 1; and the input that a value needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from creatorport.domain.match.facts import Candidate, Known, Wanted
from creatorport.domain.match.formula import ABROAD, HOME, RECENT, FactorName, expected_rate

_DAY = timedelta(days=1)


class Standing(StrEnum):
    """What is known of a factor's input."""

    KNOWN = "KNOWN"
    ESTIMATED = "ESTIMATED"
    MISSING = "MISSING"
    NOT_ASKED = "NOT_ASKED"


class Gap(StrEnum):
    """Why a factor has no input."""

    NOT_READ = "NOT_READ"
    OTHER_CURRENCY = "OTHER_CURRENCY"


@dataclass(frozen=True, slots=True)
class Reading:
    """A factor's input: a number whose meaning the factor says, when it was read, and what is known of it.

    AUDIENCE: the share of the audience in wanted countries. CATEGORY: the share of the wanted categories that are the
    creator's. PRICE: the price over what can be spent. ENGAGEMENT: the rate over the one that is usual for the size.
    RECENCY: days since the last post.
    """

    standing: Standing
    number: Fraction | None = None
    at: datetime | None = None
    gap: Gap | None = None


def readings(candidate: Candidate, wanted: Wanted, now: datetime) -> dict[FactorName, Reading]:
    """Return the input of every factor."""
    return {
        FactorName.AUDIENCE: _audience(candidate, wanted),
        FactorName.CATEGORY: _category(candidate, wanted),
        FactorName.PRICE: _price(candidate, wanted),
        FactorName.ENGAGEMENT: _engagement(candidate),
        FactorName.RECENCY: _recency(candidate, now),
    }


def worth(factor: FactorName, number: Fraction) -> Fraction:
    """Return what an input is worth: 0 for the worst, 1 for the best."""
    match factor:
        case FactorName.AUDIENCE | FactorName.CATEGORY:
            value = number
        case FactorName.PRICE:
            value = Fraction(3, 2) - number
        case FactorName.ENGAGEMENT:
            value = number / 2
        case FactorName.RECENCY:
            value = 1 - number / _days(RECENT)
    return min(Fraction(1), max(Fraction(0), value))


def needed(factor: FactorName, value: Fraction) -> Fraction:
    """Return the input that is worth at least `value`, which is more than 0: the worst of those."""
    match factor:
        case FactorName.AUDIENCE | FactorName.CATEGORY:
            return value
        case FactorName.PRICE:
            return Fraction(3, 2) - value
        case FactorName.ENGAGEMENT:
            return 2 * value
        case FactorName.RECENCY:
            return (1 - value) * _days(RECENT)


def _audience(candidate: Candidate, wanted: Wanted) -> Reading:
    if not wanted.countries:
        return Reading(Standing.NOT_ASKED)
    if candidate.audience is not None:
        return _known(candidate.audience, candidate.audience.value)
    if candidate.countries is None or not candidate.countries.value:
        return _missing()
    theirs = candidate.countries.value
    at_home = Fraction(len(theirs & wanted.countries), len(theirs))
    return Reading(Standing.ESTIMATED, at_home * HOME + (1 - at_home) * ABROAD, candidate.countries.at)


def _category(candidate: Candidate, wanted: Wanted) -> Reading:
    if not wanted.categories:
        return Reading(Standing.NOT_ASKED)
    if candidate.categories is None:
        return _missing()
    common = len(candidate.categories.value & wanted.categories)
    return _known(candidate.categories, Fraction(common, len(wanted.categories)))


def _price(candidate: Candidate, wanted: Wanted) -> Reading:
    if wanted.price is None:
        return Reading(Standing.NOT_ASKED)
    if candidate.price is None:
        return _missing()
    price = candidate.price.value
    if price.currency != wanted.price.currency:
        return Reading(Standing.MISSING, gap=Gap.OTHER_CURRENCY)
    return _known(candidate.price, Fraction(price.amount) / Fraction(wanted.price.amount))


def _engagement(candidate: Candidate) -> Reading:
    rate, followers = candidate.engagement_rate, candidate.followers
    if rate is None or followers is None:
        return _missing()
    older = min(rate.at, followers.at)
    return Reading(Standing.KNOWN, rate.value / expected_rate(followers.value), older)


def _recency(candidate: Candidate, now: datetime) -> Reading:
    if candidate.last_post is None:
        return _missing()
    return _known(candidate.last_post, max(Fraction(0), _days(now - candidate.last_post.value)))


def _known(fact: Known[Any], number: Fraction) -> Reading:
    return Reading(Standing.KNOWN, number, fact.at)


def _missing() -> Reading:
    return Reading(Standing.MISSING, gap=Gap.NOT_READ)


def _days(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(microseconds=1), _DAY // timedelta(microseconds=1))
