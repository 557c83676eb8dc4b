"""A change of an input in words, for people."""

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from math import ceil

from creatorport.domain.match.facts import Candidate, Wanted
from creatorport.domain.match.formula import FactorName, expected_rate
from creatorport.domain.match.ranking import Change


def told(change: Change, candidate: Candidate, wanted: Wanted) -> str:
    """Return what would have to be so."""
    match change.factor:
        case FactorName.AUDIENCE:
            return f"at least {_percent(change.to)} of the audience in the wanted countries"
        case FactorName.CATEGORY:
            all_ = len(wanted.categories)
            return f"{ceil(change.to * all_)} of the {all_} wanted categories"
        case FactorName.PRICE if wanted.price is not None:
            most = _decimal(change.to * Fraction(wanted.price.amount)).quantize(Decimal("0.01"), ROUND_FLOOR)
            return f"a price of at most {most} {wanted.price.currency}"
        case FactorName.ENGAGEMENT if candidate.followers is not None:
            usual = expected_rate(candidate.followers.value)
            return f"an engagement rate of at least {_percent(change.to * usual)}"
        case FactorName.RECENCY:
            return f"a post within the last {_decimal(change.to).quantize(Decimal('0.1'), ROUND_FLOOR)} days"
        case _:
            return f"at least {_decimal(change.to):.2f} times what is usual"


def _percent(share: Fraction) -> str:
    return f"{_decimal(Fraction(ceil(share * 10_000), 100)).quantize(Decimal('0.01'))} %"


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
