"""How many calls the planner has."""

from datetime import datetime, timedelta

from creatorport.application.ports.planning import Pace
from creatorport.application.ports.quotas import DayLeft

_DAY = timedelta(days=1)
_BURST = timedelta(hours=1)
_CALLS_OF_A_SYNC = 3
"""What a usual daily sync takes: the profile, the newest page, and known videos by id."""


def calls_per_day(most: int, today: DayLeft | None, syncs: int) -> float:
    """Return the calls a day that the planner plans with.

    Of a daily quota it gets what the syncs of the last day left, and half of it at least: the first syncs of many new
    accounts are no measure of a usual day.
    """
    if today is None:
        return float(most)
    return float(min(most, max(today.limit - syncs, today.limit / 2)))


def credit(pace: Pace, elapsed: timedelta | None, rate: float, today: DayLeft | None) -> float:
    """Return how many calls may be made now: what came together since the last round, an hour's worth at most."""
    gained = _BURST if elapsed is None else max(elapsed, timedelta())
    together = min(pace.credit + rate * (gained / _DAY), max(rate * (_BURST / _DAY), 1.0))
    return together if today is None else min(together, float(today.left))


def syncs_now(pace: Pace, today: DayLeft | None, now: datetime, most: int) -> int:
    """Return how many scheduled syncs may begin, `most` at most: what promises take until midnight is not theirs."""
    if today is None:
        return most
    room = today.left - pace.promised * rest_of_day(now)
    return max(0, min(most, int(room / _CALLS_OF_A_SYNC)))


def rest_of_day(now: datetime) -> float:
    """Return the part of the UTC day that is left, above 0."""
    midnight = (now + _DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - now) / _DAY
