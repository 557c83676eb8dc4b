"""Rate limits per business app, over all endpoints, and lower ones of single endpoints."""

from collections.abc import Mapping
from typing import Any

from tiktok_simulator.business.options import Options
from tiktok_simulator.business.refusals import RATE_LIMITED, RefusedError
from tiktok_simulator.limits import RateLevel, RateLevels, SlidingWindows

LEVELS: Mapping[str, RateLevel] = {
    "basic": RateLevel(10, 600, 864_000),
    "advanced": RateLevel(20, 1_200, 1_728_000),
    "premium": RateLevel(30, 1_800, 2_592_000),
    "ultimate": RateLevel(50, 3_000, 4_320_000),
}
ORGANIC_PER_ACCOUNT = 40
"""Calls per minute of one endpoint of the Accounts API for one account; and per app over all of them:"""
ORGANIC_BASIC, ORGANIC_HIGHER = 600, 1_000


class Rates:
    def __init__(self, options: Options) -> None:
        self._options = options
        self._accounts = SlidingWindows(ORGANIC_PER_ACCOUNT, 60)
        self._organic = {level: SlidingWindows(_organic(level), 60) for level in LEVELS}
        self._levels = RateLevels(rest=options.minute_rest)
        self._endpoints: dict[str, SlidingWindows] = {}

    def count(self, app_id: str, level: str, path: str, now: float) -> None:
        """Count a call of an app, or refuse it with 40100."""
        if not self._options.limited:
            return
        limits = LEVELS[level]
        breached = self._levels.breach(app_id, limits, now)
        if breached is not None:
            limit = {"qps": limits.qps, "qpm": limits.qpm, "qpd": limits.qpd}[breached]
            raise RefusedError(RATE_LIMITED, f"App reaches the {breached.upper()} limit {limit}.")
        own = self._options.endpoint_limits.get(path)
        if own is not None:
            windows = self._endpoints.setdefault(path, SlidingWindows(own, 60))
            if not windows.admit(app_id, now):
                raise RefusedError(RATE_LIMITED, "Requests made too frequently.")

    def count_organic(self, app_id: str, level: str, path: str, open_id: str, now: float) -> None:
        """Count a call of the Accounts API for one account, or refuse it with 40100."""
        if not self._options.limited:
            return
        if not self._accounts.admit(f"{app_id} {path} {open_id}", now) or not self._organic[level].admit(app_id, now):
            raise RefusedError(RATE_LIMITED, "Requests made too frequently.")

    def changed(self, options: Options) -> "Rates":
        """The same counts under other options."""
        rates = Rates(options)
        rates.restore(self.snapshot())
        return rates

    def snapshot(self) -> dict[str, Any]:
        return {
            "levels": self._levels.snapshot(),
            "accounts": self._accounts.snapshot(),
            "organic": {level: windows.snapshot() for level, windows in self._organic.items()},
            "endpoints": {path: windows.snapshot() for path, windows in self._endpoints.items()},
        }

    def restore(self, saved: Mapping[str, Any]) -> None:
        self._levels.restore(saved["levels"])
        self._accounts.restore(saved.get("accounts", {}))
        for level, calls in saved.get("organic", {}).items():
            self._organic[level].restore(calls)
        for path, calls in saved["endpoints"].items():
            if path in self._options.endpoint_limits:
                windows = SlidingWindows(self._options.endpoint_limits[path], 60)
                windows.restore(calls)
                self._endpoints[path] = windows


def _organic(level: str) -> int:
    return ORGANIC_BASIC if level == "basic" else ORGANIC_HIGHER
