from collections import deque
from dataclasses import dataclass
from typing import Any

_DAY = 86_400


class SlidingWindows:
    """At most `limit` calls per key within any `seconds` of virtual time. Refused calls do not count."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._calls: dict[str, deque[float]] = {}

    def admit(self, key: str, now: float) -> bool:
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - self._seconds:
            calls.popleft()
        if len(calls) >= self._limit:
            return False
        calls.append(now)
        return True

    def snapshot(self) -> dict[str, list[float]]:
        return {key: list(calls) for key, calls in self._calls.items() if calls}

    def restore(self, saved: dict[str, list[float]]) -> None:
        self._calls = {key: deque(calls) for key, calls in saved.items()}


@dataclass(frozen=True, slots=True)
class RateLevel:
    """What one level allows: calls per second, per minute and per UTC day."""

    qps: int
    qpm: int
    qpd: int


class RateLevels:
    """The three budgets of one key (an app, say): a second, a minute, and the day until 00:00 UTC.

    With `rest` above 0 a breach of the minute keeps refusing for that many seconds.
    """

    def __init__(self, *, rest: float = 0.0) -> None:
        self._rest = rest
        self._seconds: dict[str, deque[float]] = {}
        self._minutes: dict[str, deque[float]] = {}
        self._days: dict[str, tuple[int, int]] = {}
        self._resting: dict[str, float] = {}

    def breach(self, key: str, level: RateLevel, now: float) -> str | None:
        """Count the call; or name the budget it breaks ("qps", "qpm", "qpd"), and then it does not count."""
        day = int(now // _DAY)
        counted_day, counted = self._days.get(key, (day, 0))
        if counted_day != day:
            counted = 0
        if counted >= level.qpd:
            return "qpd"
        if self._resting.get(key, 0) > now:
            return "qpm"
        minute = _recent(self._minutes, key, now - 60)
        if len(minute) >= level.qpm:
            self._resting[key] = now + self._rest
            return "qpm"
        second = _recent(self._seconds, key, now - 1)
        if len(second) >= level.qps:
            return "qps"
        minute.append(now)
        second.append(now)
        self._days[key] = (day, counted + 1)
        return None

    def snapshot(self) -> dict[str, Any]:
        return {
            "seconds": {key: list(calls) for key, calls in self._seconds.items()},
            "minutes": {key: list(calls) for key, calls in self._minutes.items()},
            "days": self._days,
            "resting": self._resting,
        }

    def restore(self, saved: dict[str, Any]) -> None:
        self._seconds = {key: deque(calls) for key, calls in saved["seconds"].items()}
        self._minutes = {key: deque(calls) for key, calls in saved["minutes"].items()}
        self._days = {key: (day, count) for key, (day, count) in saved["days"].items()}
        self._resting = dict(saved["resting"])


def _recent(calls_by_key: dict[str, deque[float]], key: str, since: float) -> deque[float]:
    calls = calls_by_key.setdefault(key, deque())
    while calls and calls[0] <= since:
        calls.popleft()
    return calls
