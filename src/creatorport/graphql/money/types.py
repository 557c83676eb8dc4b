from decimal import Decimal

import strawberry

from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money as Amount
from creatorport.graphql.fields import attribute

AMOUNT = "How much, with at most four decimals."
CURRENCY = "Of what: an ISO 4217 code, such as EUR."


@strawberry.type(description="An amount of money. Amounts of unlike currencies are never added or compared.")
class Money:
    amount: Decimal = attribute(AMOUNT)
    currency: str = attribute(CURRENCY)


@strawberry.input(description="An amount of money, of the workspace's currency: the first amount settles which.")
class MoneyInput:
    amount: Decimal = strawberry.field(description="How much, to the currency's smallest coin: two decimals of EUR.")
    currency: str = strawberry.field(description=CURRENCY)


def amount_of(given: MoneyInput | None, field: str) -> Amount | None:
    """Return the amount that an input names. Raises InvalidValue with its path below `field`."""
    if given is None:
        return None
    try:
        return Amount(given.amount, given.currency)
    except InvalidValue as error:
        raise InvalidValue(f"{field}.{error.field}", error.reason) from error
