"""Timeline: the days on which a campaign runs, by the calendar of one place."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from creatorport.domain.errors import InvalidValue
from creatorport.domain.texts import text

DAYS_MAX = 1100
ZONE_MAX = 64


@dataclass(frozen=True, slots=True)
class Timeline:
    """From the beginning of one day to the end of another, both by the clocks of `zone`, an IANA name.

    The days are what was agreed, and the instants follow from them. Where daylight saving skips midnight, the
    offset from before the change is used; where midnight comes twice, the first counts.
    """

    starts_on: date
    ends_on: date
    zone: str

    def __post_init__(self) -> None:
        _zone(self.zone)
        if self.ends_on < self.starts_on:
            raise InvalidValue("timeline.endsOn", "is before the campaign's first day")
        if (self.ends_on - self.starts_on).days >= DAYS_MAX:
            raise InvalidValue("timeline.endsOn", f"a campaign runs for at most {DAYS_MAX} days")
        if not 2000 <= self.starts_on.year <= 2200:
            raise InvalidValue("timeline.startsOn", "is not in this age")

    @property
    def starts_at(self) -> datetime:
        """The instant at which the first day begins, in UTC."""
        return _midnight(self.starts_on, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The instant at which the last day is over, in UTC."""
        return _midnight(self.ends_on + timedelta(days=1), self.zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


def _zone(name: str) -> None:
    if text(name, "timeline.timeZone", ZONE_MAX) != name:
        raise InvalidValue("timeline.timeZone", "begins or ends with space")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # not there; not a name; a folder of names
        raise InvalidValue("timeline.timeZone", "is not an IANA time zone, such as Europe/Berlin") from error
