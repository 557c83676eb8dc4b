"""Amounts of the assumed contract: a decimal as text, and an ISO 4217 code."""

import re
from typing import Any

from tiktok_simulator.business.parameters import Parameters
from tiktok_simulator.business.refusals import invalid

_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,4})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")


def money(section: Parameters, name: str) -> dict[str, Any]:
    """`{amount, currency}` from a section that must have both."""
    amount, currency = section.text("amount"), section.text("currency")
    if not _AMOUNT.fullmatch(amount):
        raise invalid(f"Invalid value for {name}.amount: not a decimal.")
    if not _CURRENCY.fullmatch(currency):
        raise invalid(f"Invalid value for {name}.currency: not an ISO 4217 code.")
    return {"amount": amount, "currency": currency}
