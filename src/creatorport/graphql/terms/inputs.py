from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import strawberry

from creatorport.domain.errors import InvalidValue
from creatorport.domain.terms import (
    COUNT_MAX,
    DELIVERABLES_MAX,
    DUE_AFTER_MAX,
    EXCLUSIVITY_MAX,
    GUIDELINES_MAX,
    USAGE_RIGHTS_MAX,
    AskedDeliverable,
    Offer,
)
from creatorport.domain.terms import DeliverableKind as Kind
from creatorport.graphql.money.types import MoneyInput, amount_of
from creatorport.graphql.terms.types import (
    COMMISSION_RATE,
    COUNT,
    DELIVERABLES,
    DUE_AFTER_DAYS,
    DUE_ON,
    EXCLUSIVITY_DAYS,
    FEE,
    GUIDELINES,
    KIND,
    PRODUCT_GIFT,
    USAGE_RIGHTS_DAYS,
    DeliverableKind,
)


@strawberry.input(description="Something that the creator is asked to make.")
class AskedDeliverableInput:
    kind: DeliverableKind = strawberry.field(description=KIND)
    count: int = strawberry.field(default=1, description=f"{COUNT} 1 to {COUNT_MAX}.")
    due_on: date | None = strawberry.field(default=None, description=DUE_ON)
    due_after_days: int | None = strawberry.field(
        default=None, description=f"{DUE_AFTER_DAYS} 1 to {DUE_AFTER_MAX}, instead of a day."
    )


@strawberry.input(description="What is proposed. Whatever is left out is not offered, and not asked.")
class TermsInput:
    fee: MoneyInput | None = strawberry.field(default=None, description=FEE)
    commission_rate: Decimal | None = strawberry.field(default=None, description=COMMISSION_RATE)
    product_gift: bool = strawberry.field(default=False, description=PRODUCT_GIFT)
    deliverables: list[AskedDeliverableInput] = strawberry.field(
        default_factory=list, description=f"{DELIVERABLES} At most {DELIVERABLES_MAX} kinds."
    )
    usage_rights_days: int = strawberry.field(default=0, description=f"{USAGE_RIGHTS_DAYS} At most {USAGE_RIGHTS_MAX}.")
    exclusivity_days: int = strawberry.field(default=0, description=f"{EXCLUSIVITY_DAYS} At most {EXCLUSIVITY_MAX}.")
    guidelines: str = strawberry.field(default="", description=f"{GUIDELINES} Up to {GUIDELINES_MAX} characters.")


def offer_of(given: TermsInput | None, field: str) -> Offer | None:
    """Return the offer that an input makes. Raises InvalidValue with its path below `field`."""
    if given is None:
        return None
    with _below(field):
        return Offer(
            amount_of(given.fee, "fee"),
            given.commission_rate,
            given.product_gift,
            tuple(_asked(one, f"deliverables.{index}") for index, one in enumerate(given.deliverables)),
            given.usage_rights_days,
            given.exclusivity_days,
            given.guidelines,
        )


def _asked(given: AskedDeliverableInput, field: str) -> AskedDeliverable:
    with _below(field):
        return AskedDeliverable(Kind(given.kind.value), given.count, given.due_on, given.due_after_days)


@contextmanager
def _below(field: str) -> Iterator[None]:
    try:
        yield
    except InvalidValue as error:
        raise InvalidValue(f"{field}.{error.field}", error.reason) from error
