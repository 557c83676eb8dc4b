"""Prices of creators: TikTok One knows them in US dollars only."""

from decimal import Decimal

from creatorport.domain.errors import InvalidValue
from creatorport.graphql.money.types import MoneyInput, amount_of


def dollars(given: MoneyInput | None, field: str) -> Decimal | None:
    """Return an amount of US dollars. Raises InvalidValue for another currency, which would need a rate of ours."""
    amount = amount_of(given, field)
    if amount is not None and amount.currency != "USD":
        raise InvalidValue(f"{field}.currency", "TikTok One names prices in US dollars only; write USD")
    return None if amount is None else amount.amount
