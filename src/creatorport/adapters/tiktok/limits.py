"""TikTok's limits as data, and the arithmetic of keeping below them. No I/O, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from creatorport.adapters.tiktok.day_shares import DayShares, until_midnight
from creatorport.adapters.tiktok.endpoints import Endpoint, Family


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls per second, minute and UTC day; None where TikTok names no limit.

    `tenant_share` is the part of a second and of a minute that one tenant may take: a busy one cannot starve the
    others. `shares` divides the day among them.
    """

    per_second: int | None = None
    per_minute: int | None = None
    per_day: int | None = None
    tenant_share: float = 0.5
    shares: DayShares | None = None

    def __post_init__(self) -> None:
        if any(limit is not None and limit < 1 for limit in (self.per_second, self.per_minute, self.per_day)):
            raise ValueError("a limit is at least 1; leave it out where there is none")


OPEN_APP: Final = "open"
BUSINESS_APP: Final = "business"
"""The scopes of an app's calls over all endpoints of a family together."""

OPEN_DEFAULT = Limits(per_minute=600)
"""Display API: 600 in a sliding minute, each endpoint apart (TikTok for Developers, "tiktok-api-v2-rate-limit")."""

BUSINESS_LEVELS: Mapping[str, Limits] = {
    "basic": Limits(10, 600, 864_000),
    "advanced": Limits(20, 1_200, 1_728_000),
    "premium": Limits(30, 1_800, 2_592_000),
    "ultimate": Limits(50, 3_000, 4_320_000),
}
"""API for Business: per app, over all endpoints together (its page 1740029171730433)."""

ORGANIC_APP: Final = "accounts"
ORGANIC_ACCOUNT = Limits(per_minute=40, tenant_share=1.0)
"""Accounts API: 40 a minute per endpoint and creator's account, whoever asks (its page 1738084416214017)."""
ORGANIC_LEVELS: Mapping[str, Limits] = {
    level: Limits(per_minute=600 if level == "basic" else 1_000) for level in BUSINESS_LEVELS
}
"""Accounts API: per app, over all its endpoints together."""


@dataclass(frozen=True, slots=True)
class LimitTable:
    """Which limits hold. `of_endpoint` overrides or adds, by an endpoint's name.

    `open_app` is a quota of the app over all endpoints of the Display API together. TikTok publishes none; an operator
    may have been given one, or want one. `weights` are the workspaces' parts of it, 1 for those it does not name.
    """

    open_endpoint: Limits = OPEN_DEFAULT
    open_app: Limits | None = None
    business_app: Limits = BUSINESS_LEVELS["basic"]
    organic_app: Limits = ORGANIC_LEVELS["basic"]
    of_endpoint: Mapping[str, Limits] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)

    def scopes(self, endpoint: Endpoint, subject: str | None = None) -> dict[str, Limits]:
        """Return every scope that a call to `endpoint` is counted in; `subject` is whose account it is about."""
        own = self.of_endpoint.get(endpoint.name)
        if endpoint.family is Family.BUSINESS:
            organic = {ORGANIC_APP: self.organic_app} if endpoint.organic else {}
            account = {f"{endpoint.name}/{subject}": ORGANIC_ACCOUNT} if endpoint.organic and subject else {}
            return {BUSINESS_APP: self.business_app, **organic, endpoint.name: own or Limits(), **account}
        if endpoint.family is Family.OPEN:
            app = {} if self.open_app is None else {OPEN_APP: self.open_app}
            each = Limits(per_minute=endpoint.each, tenant_share=1.0)
            account = {f"{endpoint.name}/{subject}": each} if endpoint.each and subject else {}
            return {**app, endpoint.name: own or self.open_endpoint, **account}
        return {endpoint.name: own or Limits()}


@dataclass(frozen=True, slots=True)
class Window:
    """A sliding window, counted in parts: one part more than it needs, so that no sliding window exceeds its limit."""

    span_ms: int
    part_ms: int

    def part(self, now: datetime) -> int:
        return _milliseconds(now) // self.part_ms

    def live(self, part: int, now: datetime) -> bool:
        """Whether calls of that part may still lie within the window."""
        return part >= self.part(now) - self.span_ms // self.part_ms

    def leaves(self, part: int, now: datetime) -> float:
        """Seconds until the part has left the window."""
        return ((part + 1) * self.part_ms + self.span_ms - _milliseconds(now)) / 1000


SECOND: Final = Window(span_ms=1_000, part_ms=100)
MINUTE: Final = Window(span_ms=60_000, part_ms=5_000)

Parts = Mapping[int, Mapping[str, int]]
"""Calls by part of a window and by tenant ("" where there is none)."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent in one scope. The parts of `day` are UTC days since 1970."""

    second: Parts = field(default_factory=dict)
    minute: Parts = field(default_factory=dict)
    day: Parts = field(default_factory=dict)
    resting_until: datetime | None = None

    def wait(self, limits: Limits, tenant: str | None, now: datetime) -> float:
        """Seconds until one more call fits; 0 when it fits now."""
        waits = [0.0]
        if self.resting_until is not None:
            waits.append((self.resting_until - now).total_seconds())
        if limits.per_second is not None:
            waits.append(_until_room(_sums(self.second), limits.per_second, SECOND, now))
        if limits.per_minute is not None:
            waits.append(_until_room(_sums(self.minute), limits.per_minute, MINUTE, now))
        if tenant is not None:
            windows = ((limits.per_second, self.second, SECOND), (limits.per_minute, self.minute, MINUTE))
            for limit, parts, window in windows:
                if limit is not None:
                    theirs = {part: calls.get(tenant, 0) for part, calls in parts.items()}
                    waits.append(_until_room(theirs, max(1, int(limit * limits.tenant_share)), window, now))
        if limits.per_day is not None:
            waits.append(self._until_day(limits.per_day, limits.shares, tenant, now))
        return max(waits)

    def spent(self, limits: Limits, tenant: str | None, now: datetime) -> "Spending":
        """Return the spending with one call more, and without what no longer counts."""
        today = utc_day(now)
        days = {today - 1, today} if limits.shares else {today}
        counted = {day: dict(self.day[day]) for day in days if day in self.day}
        here = counted.setdefault(today, {})
        here[tenant or ""] = here.get(tenant or "", 0) + 1
        return replace(
            self,
            second=_counted(self.second, tenant, SECOND, now) if limits.per_second else {},
            minute=_counted(self.minute, tenant, MINUTE, now) if limits.per_minute else {},
            day=counted if limits.per_day else {},
        )

    def resting(self, until: datetime) -> "Spending":
        """Return the spending with a rest until then at least."""
        return self if self.resting_until and self.resting_until >= until else replace(self, resting_until=until)

    def today(self, now: datetime) -> Mapping[str, int]:
        """Return the calls of this UTC day by tenant."""
        return self.day.get(utc_day(now), {})

    def known(self, now: datetime) -> frozenset[str]:
        """Return the tenants that made a call today or yesterday."""
        today = utc_day(now)
        return frozenset(self.day.get(today, {})) | frozenset(self.day.get(today - 1, {}))

    def _until_day(self, per_day: int, shares: DayShares | None, tenant: str | None, now: datetime) -> float:
        if shares is not None:
            return shares.wait(per_day, self.today(now), self.known(now), tenant or "", now)
        return until_midnight(now) if sum(self.today(now).values()) >= per_day else 0.0


def _until_room(parts: Mapping[int, int], limit: int, window: Window, now: datetime) -> float:
    """Seconds until enough of the oldest parts have left the window for one call more."""
    live = {part: calls for part, calls in parts.items() if window.live(part, now)}
    excess = sum(live.values()) + 1 - limit
    wait = 0.0
    for part in sorted(live):
        if excess <= 0:
            break
        excess -= live[part]
        wait = window.leaves(part, now)
    return wait


def _counted(parts: Parts, tenant: str | None, window: Window, now: datetime) -> Parts:
    live = {part: dict(calls) for part, calls in parts.items() if window.live(part, now)}
    here = live.setdefault(window.part(now), {})
    here[tenant or ""] = here.get(tenant or "", 0) + 1
    return live


def _sums(parts: Parts) -> dict[int, int]:
    return {part: sum(calls.values()) for part, calls in parts.items()}


def utc_day(now: datetime) -> int:
    return int(now.timestamp() // 86_400)


def _milliseconds(now: datetime) -> int:
    return int(now.timestamp() * 1000)
