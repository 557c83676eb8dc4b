"""Amounts of money: exact, and never mixed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from creatorport.domain.errors import InvalidValue

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """A decimal amount and its ISO 4217 currency. Equality across currencies is false, addition is refused."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not _CURRENCY.fullmatch(self.currency):
            raise InvalidValue("currency", f"{self.currency!r} is not an ISO 4217 code")
        if not self.amount.is_finite():
            raise InvalidValue("amount", "is not a finite number")
        exponent = self.amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -4:
            raise InvalidValue("amount", "has more than four decimals")

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Self:
        """Build from text or whole numbers. A float is refused: it has lost its digits already."""
        if isinstance(amount, float):
            raise InvalidValue("amount", "write the amount as text, such as '12.50'")
        try:
            return cls(Decimal(amount), currency)
        except ArithmeticError as error:
            raise InvalidValue("amount", f"{amount!r} is not a number") from error

    def __add__(self, other: Self) -> "Money":
        if self.currency != other.currency:
            raise InvalidValue("currency", f"{self.currency} and {other.currency} cannot be added")
        return Money(self.amount + other.amount, self.currency)
