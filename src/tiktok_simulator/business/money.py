"""Amounts of the assumed contract: a decimal as text, and an ISO 4217 code."""

import re
from typing import Any

from tiktok_simulator.business.parameters import Parameters
from tiktok_simulator.business.refusals import invalid

_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,4})?", re.ASCII)
# Codes of ISO 4217 that are in use as money; metals, funds and codes for tests are not.
_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND
    VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())


def money(section: Parameters, name: str) -> dict[str, Any]:
    """`{amount, currency}` from a section that must have both."""
    amount, currency = section.text("amount"), section.text("currency")
    if not _AMOUNT.fullmatch(amount):
        raise invalid(f"Invalid value for {name}.amount: not a decimal.")
    if currency not in CURRENCIES:
        raise invalid(f"Invalid value for {name}.currency: not an ISO 4217 code.")
    return {"amount": amount, "currency": currency}
