"""Amounts of money: exact, and never mixed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from creatorport.domain.errors import CurrencyMismatch, InvalidValue

_TOO_MUCH = Decimal(10) ** 15
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """A decimal amount and its ISO 4217 currency.

    Across currencies, equality is false; adding and comparing are refused.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not _CURRENCY.fullmatch(self.currency):
            raise InvalidValue("currency", f"{self.currency!r} is not an ISO 4217 code")
        if not self.amount.is_finite():
            raise InvalidValue("amount", "is not a finite number")
        if abs(self.amount) >= _TOO_MUCH:
            raise InvalidValue("amount", "has more than fifteen digits before the point")
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

    def __add__(self, other: "Money") -> "Money":
        """Raises CurrencyMismatch."""
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Raises CurrencyMismatch."""
        return Money(self.amount - self._same(other).amount, self.currency)

    def exceeds(self, other: "Money") -> bool:
        """Whether this is more than `other`. Raises CurrencyMismatch."""
        return self.amount > self._same(other).amount

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def _same(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency, field="currency")
        return other


def total(parts: Iterable[Money], currency: str) -> Money:
    """Sum amounts of one currency; of none, nothing. Raises CurrencyMismatch."""
    return sum(parts, start=Money(Decimal(0), currency))
