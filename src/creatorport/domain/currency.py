"""The currencies that people pay in, and how small their smallest coin is."""

from collections.abc import Mapping
from typing import Final

from creatorport.domain.errors import InvalidValue
from creatorport.domain.money import Money

_CODES: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
        CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
        KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
        NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
        TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
}
DECIMALS: Final[Mapping[str, int]] = {code: decimals for decimals, codes in _CODES.items() for code in codes.split()}
"""Of each currency of ISO 4217 that is paid in, how many decimals its amounts have."""


def check_payable(amount: Money, field: str) -> None:
    """See to it that somebody can be paid an amount: of a currency that there is, in whole coins. Raises InvalidValue.

    `field` is the path of the amount. What TikTok tells is not checked: that is as it is.
    """
    decimals = DECIMALS.get(amount.currency)
    if decimals is None:
        raise InvalidValue(f"{field}currency", f"{amount.currency!r} is no currency of ISO 4217")
    if amount.amount != round(amount.amount, decimals):
        few = f"at most {decimals} decimals" if decimals else "no decimals"
        raise InvalidValue(f"{field}amount", f"an amount of {amount.currency} has {few}")
