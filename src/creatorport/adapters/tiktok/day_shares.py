"""How a day's calls are divided among tenants: nobody can starve another, and nothing is kept from who can use it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class DayShares:
    """The shares of a day. `weights` are the tenants' parts (1 for those it does not name).

    A tenant may always spend its own share. Beyond it, it borrows what the others leave: of what each has not spent,
    the part that belongs to the rest of the day stays reserved. So one that was quiet all morning finds half its share
    at noon at least, and towards midnight nothing is kept from anybody. `kept` is the part of the day that is reserved
    in the same way for tenants who were not seen today or yesterday.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    kept: float = 0.05

    def share(self, per_day: int, tenant: str, known: Collection[str]) -> float:
        """Return how many of a day's calls are a tenant's own."""
        everybody = {tenant, *known}
        part = self._weight(tenant) / sum(self._weight(one) for one in everybody)
        return max(1.0, per_day * (1 - self.kept) * part)

    def wait(self, per_day: int, spent: Mapping[str, int], known: Collection[str], tenant: str, now: datetime) -> float:
        """Return the seconds until the tenant may make one more call; 0 when it may now."""
        left = per_day - sum(spent.values())
        if left < 1:
            return until_midnight(now)
        if spent.get(tenant, 0) + 1 <= self.share(per_day, tenant, known):
            return 0.0
        reserved = self._reserved(per_day, spent, known, tenant)
        return max(0.0, until_midnight(now) - _DAY * (left - 1) / reserved) if reserved > 0 else 0.0

    def left(self, per_day: int, spent: Mapping[str, int], known: Collection[str], tenant: str, now: datetime) -> int:
        """Return how many calls the tenant may make now, if nobody else makes any."""
        left = per_day - sum(spent.values())
        own = self.share(per_day, tenant, known) - spent.get(tenant, 0)
        borrowed = left - self._reserved(per_day, spent, known, tenant) * until_midnight(now) / _DAY
        return max(0, int(max(min(own, left), borrowed)))

    def _reserved(self, per_day: int, spent: Mapping[str, int], known: Collection[str], tenant: str) -> float:
        """What a whole day would keep for everybody but this tenant."""
        others = {one for one in known if one != tenant}
        unspent = sum(max(0.0, self.share(per_day, one, {tenant, *known}) - spent.get(one, 0)) for one in others)
        return unspent + per_day * self.kept

    def _weight(self, tenant: str) -> float:
        return self.weights.get(tenant, 1.0)


def until_midnight(now: datetime) -> float:
    """Seconds until 00:00 UTC, when TikTok's days begin."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - now).total_seconds()
