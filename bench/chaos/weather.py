"""What goes wrong at TikTok, and on the way there and back; all of it at random, and all at once."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from tests.e2e.crash.market import CREATE, SEND, UPDATE, Market

SPEED: Final = 600
"""Virtual seconds per second in the simulated TikTok: what creators take hours for, takes moments."""
TEMPO: Final = 0.01
BREACH_REST: Final = 2.0
"""Seconds that stand for the five minutes which TikTok wants to be left alone after a breach of its limit."""

_LISTS: Final = "/business/open_api/v1.3/tto/*"
_TOO_MANY: Final = {"code": 40100, "message": "App reaches the QPS limit 50."}
_BREACH: Final = {"code": 40100, "message": "Too many requests in a minute."}

FAULTS: Final[tuple[tuple[str, str, float, dict[str, Any]], ...]] = (
    *(("lost_request", endpoint, 0.04, {}) for endpoint in (CREATE, UPDATE, SEND)),
    *(("lost_answer", endpoint, 0.08, {}) for endpoint in (CREATE, UPDATE, SEND)),
    *(("html_500", endpoint, 0.03, {"applied": True}) for endpoint in (CREATE, UPDATE, SEND)),
    *(("slow_answer", endpoint, 0.005, {"seconds": 1.5}) for endpoint in (UPDATE, SEND)),
    ("business_error", _LISTS, 0.02, _TOO_MANY),
    ("http_429", SEND, 0.001, {}),
    ("business_error", SEND, 0.0005, _BREACH),
    ("duplicate_webhook", "webhook:subscription", 0.3, {}),
    ("reordered_webhook", "webhook:subscription", 0.3, {}),
    ("late_webhook", "webhook:subscription", 0.05, {"seconds": 1800}),
    ("wrongly_signed_webhook", "webhook:subscription", 0.02, {}),
)
"""Name, endpoint, probability of each. Of two that hit one call, the first counts."""


@dataclass(frozen=True, slots=True)
class Struck:
    """How often it struck."""

    lost: int
    throttled: int
    webhooks_duplicated: int
    webhooks_out_of_order: int


def gather(market: Market) -> None:
    """Let it all begin, and creators act by themselves."""
    market.option(autonomous=True, batch_window=300, handle_delay=20)
    for name, endpoint, probability, options in FAULTS:
        market.fault(name, endpoint, probability=probability, options=options)


def calm(market: Market) -> Struck:
    """Let it end, and say what it did."""
    struck: Counter[str] = Counter()
    for fault in market.http.get("/_simulator/faults").raise_for_status().json()["armed"]:
        struck[fault["name"]] += fault["struck"]
    market.http.delete("/_simulator/faults").raise_for_status()
    return Struck(
        lost=sum(struck[name] for name in ("lost_request", "lost_answer", "html_500", "slow_answer")),
        throttled=struck["business_error"] + struck["http_429"],
        webhooks_duplicated=struck["duplicate_webhook"],
        webhooks_out_of_order=struck["reordered_webhook"] + struck["late_webhook"],
    )
