"""DailySchedule: once per day by the clock on the wall, spread out, whatever daylight saving does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from creatorport.domain.errors import InvalidValue
from creatorport.domain.jitter import jitter

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DailySchedule:
    """At this time of the day in this zone, each key at its own moment within `spread` after it.

    Where daylight saving skips the time, the offset from before the change is used; where the time comes twice, the
    first counts. So each day of the calendar has exactly one moment per key.
    """

    at: time
    zone: ZoneInfo
    spread: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None:
            raise InvalidValue("at", "is a time on the wall; its zone is given apart")
        if not timedelta(0) <= self.spread <= timedelta(hours=12):
            raise InvalidValue("spread", "is at most 12 hours")

    def next(self, key: str, after: datetime) -> datetime:
        """Return the first moment of this key later than `after`, in UTC."""
        day = after.astimezone(self.zone).date() - _DAY
        while (moment := self._moment(key, day)) <= after:
            day += _DAY
        return moment

    def _moment(self, key: str, day: date) -> datetime:
        begins = datetime.combine(day, self.at, self.zone).astimezone(UTC)
        # Of the key alone: an account keeps its place in the line from day to day, in every process.
        return begins + timedelta(seconds=int(self.spread.total_seconds() * jitter(key)))
