"""What somebody can be paid: amounts of currencies that there are, in whole coins."""

import pytest

from creatorport.domain.currency import DECIMALS, check_payable
from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money


@pytest.mark.parametrize(
    ("amount", "currency"), [("500.05", "EUR"), ("500.0500", "EUR"), ("7", "JPY"), ("1.005", "KWD")]
)
def test_whole_coins_of_a_currency_that_there_is_can_be_paid(amount: str, currency: str) -> None:
    check_payable(Money.of(amount, currency), "budget.")


@pytest.mark.parametrize(
    ("amount", "currency", "field", "reason"),
    [
        ("500", "EUE", "budget.currency", "'EUE' is no currency of ISO 4217"),
        ("500.005", "EUR", "budget.amount", "an amount of EUR has at most 2 decimals"),
        ("500.5", "JPY", "budget.amount", "an amount of JPY has no decimals"),
    ],
)
def test_nobody_can_be_paid_anything_else(amount: str, currency: str, field: str, reason: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        check_payable(Money.of(amount, currency), "budget.")
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_a_code_is_three_letters_and_stands_once() -> None:
    assert all(len(code) == 3 and code.isupper() for code in DECIMALS)
    assert len(DECIMALS) == 155
