from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import CurrencyMismatch, InvalidValue
from creatorport.domain.money import Money, total

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@given(AMOUNTS, AMOUNTS)
def test_adding_is_exact_and_commutes(one: Decimal, other: Decimal) -> None:
    total = Money(one, "EUR") + Money(other, "EUR")
    assert total == Money(other, "EUR") + Money(one, "EUR")
    assert total.amount - other == one


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_adding_associates(one: Decimal, two: Decimal, three: Decimal) -> None:
    a, b, c = (Money(amount, "USD") for amount in (one, two, three))
    assert (a + b) + c == a + (b + c)


@given(AMOUNTS)
def test_adding_nothing_changes_nothing(amount: Decimal) -> None:
    assert Money(amount, "JPY") + Money.of(0, "JPY") == Money(amount, "JPY")


def test_the_tenths_that_a_float_loses_are_kept() -> None:
    assert Money.of("0.1", "EUR") + Money.of("0.2", "EUR") == Money.of("0.3", "EUR")


@pytest.mark.parametrize("meet", [Money.__add__, Money.__sub__, Money.exceeds])
def test_unlike_currencies_are_never_added_subtracted_or_compared(meet: Callable[[Money, Money], object]) -> None:
    with pytest.raises(CurrencyMismatch) as refused:
        meet(Money.of(1, "EUR"), Money.of(1, "USD"))
    assert (refused.value.expected, refused.value.given) == ("EUR", "USD")


def test_amounts_are_summed_and_compared() -> None:
    parts = [Money.of("0.10", "EUR"), Money.of("0.20", "EUR")]
    assert total(parts, "EUR") == Money.of("0.3", "EUR")
    assert total([], "EUR") == Money.of(0, "EUR")
    assert Money.of("0.31", "EUR").exceeds(total(parts, "EUR"))
    assert not Money.of("0.30", "EUR").exceeds(total(parts, "EUR"))
    assert Money.of(1, "EUR") - Money.of("0.25", "EUR") == Money.of("0.75", "EUR")
    with pytest.raises(CurrencyMismatch):
        total(parts, "USD")


def test_an_amount_is_written_out_with_its_currency() -> None:
    assert str(Money(Decimal("1E+3"), "EUR")) == "1000 EUR"
    assert str(Money.of("12.50", "USD")) == "12.50 USD"


def test_unlike_currencies_are_unequal_rather_than_an_error() -> None:
    assert Money.of(1, "EUR") != Money.of(1, "USD")
    number: object = 1
    assert Money.of(1, "EUR") != number
    assert Money.of(1, "USD") not in [Money.of(1, "EUR"), Money.of(2, "USD")]


def test_equal_amounts_are_equal_however_they_are_written() -> None:
    assert Money.of("1.50", "EUR") == Money.of("1.5", "EUR")
    assert hash(Money.of("1.50", "EUR")) == hash(Money.of("1.5", "EUR"))


@pytest.mark.parametrize("currency", ["", "EU", "EURO", "eur", "E1R", "ÉUR", "EUR\n"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Money.of(1, currency)
    assert refused.value.field == "currency"


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "0.00001", "one", "", "1e15"])
def test_an_amount_is_a_finite_number_of_at_most_four_decimals(amount: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Money.of(amount, "EUR")
    assert refused.value.field == "amount"


def test_a_float_is_refused_because_its_digits_are_lost_already() -> None:
    with pytest.raises(InvalidValue, match="write the amount as text"):
        Money.of(12.5, "EUR")  # type: ignore[arg-type]  # the mistake that is meant
