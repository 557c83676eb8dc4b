"""Terms: what an invitation offers a creator and asks of them, in numbered versions that never change."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money
from creatorport.domain.texts import text_or_empty

FEE_MAX = 10**9
DELIVERABLES_MAX = 10
COUNT_MAX = 10
DUE_AFTER_MAX = 365
USAGE_RIGHTS_MAX = 3650
EXCLUSIVITY_MAX = 730
GUIDELINES_MAX = 5000
REMARK_MAX = 1000


class DeliverableKind(StrEnum):
    VIDEO = "VIDEO"
    LIVE = "LIVE"


class ProposedBy(StrEnum):
    BRAND = "BRAND"
    CREATOR = "CREATOR"


@dataclass(frozen=True, slots=True)
class AskedDeliverable:
    """Something that the creator is to make: so many of a kind; due on a day, some days after accepting, or never."""

    kind: DeliverableKind
    count: int = 1
    due_on: date | None = None
    due_after_days: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.count <= COUNT_MAX:
            raise InvalidValue("count", f"ask for 1 to {COUNT_MAX}")
        if self.due_after_days is not None and self.due_on is not None:
            raise InvalidValue("dueOn", "name either a date or days after accepting")
        if self.due_after_days is not None and not 1 <= self.due_after_days <= DUE_AFTER_MAX:
            raise InvalidValue("dueAfterDays", f"name 1 to {DUE_AFTER_MAX} days")

    def due_day(self, accepted_on: date) -> date | None:
        """Return the last day on which it is in time, for a creator who accepted on a day."""
        return self.due_on if self.due_after_days is None else accepted_on + timedelta(days=self.due_after_days)


@dataclass(frozen=True, slots=True)
class Offer:
    """What one side proposes. `commission_rate` is a fraction of sales: 0.15 is 15 %. Raises InvalidValue."""

    fee: Money | None = None
    commission_rate: Decimal | None = None
    product_gift: bool = False
    deliverables: tuple[AskedDeliverable, ...] = ()
    usage_rights_days: int = 0
    exclusivity_days: int = 0
    guidelines: str = ""

    def __post_init__(self) -> None:
        if self.fee is not None and not 0 <= self.fee.amount <= FEE_MAX:
            raise InvalidValue("fee", f"use an amount of 0 to {FEE_MAX}")
        if self.commission_rate is not None:
            _check_rate(self.commission_rate)
        if len(self.deliverables) > DELIVERABLES_MAX:
            raise InvalidValue("deliverables", f"name at most {DELIVERABLES_MAX} kinds")
        _check_days(self.usage_rights_days, "usageRightsDays", USAGE_RIGHTS_MAX)
        _check_days(self.exclusivity_days, "exclusivityDays", EXCLUSIVITY_MAX)
        bare = text_or_empty(self.guidelines, "guidelines", GUIDELINES_MAX, lines=True)
        object.__setattr__(self, "guidelines", bare)


@dataclass(frozen=True, slots=True)
class Terms:
    """One version. Numbers count from 1; `remark` is what the proposer wrote along with it, or empty."""

    number: int
    offer: Offer
    proposed_by: ProposedBy
    proposed_at: datetime
    remark: str = ""

    def __post_init__(self) -> None:
        bare = text_or_empty(self.remark, "remark", REMARK_MAX, lines=True)
        object.__setattr__(self, "remark", bare)

    @property
    def fee(self) -> Money | None:
        return self.offer.fee

    @property
    def deliverables(self) -> tuple[AskedDeliverable, ...]:
        return self.offer.deliverables


def _check_rate(rate: Decimal) -> None:
    if not rate.is_finite() or not 0 <= rate <= 1:
        raise InvalidValue("commissionRate", "use a fraction of 0 to 1, such as 0.15")
    exponent = rate.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        raise InvalidValue("commissionRate", "has more than six decimals")


def _check_days(days: int, field: str, most: int) -> None:
    if not 0 <= days <= most:
        raise InvalidValue(field, f"use 0 to {most} days")
