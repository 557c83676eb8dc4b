"""When something is due, when its creator is reminded, and when it counts as missed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class DueRhythm:
    """`reminders` are distances from the due moment, before it below zero; `grace` is what is given after it."""

    reminders: tuple[timedelta, ...] = (timedelta(hours=-72), timedelta(hours=-24), timedelta(hours=24))
    grace: timedelta = timedelta(hours=72)

    def __post_init__(self) -> None:
        if self.grace < timedelta(0):
            raise ValueError("the grace cannot be negative")
        if list(self.reminders) != sorted(set(self.reminders)):
            raise ValueError("reminders go from the earliest to the latest, each once")

    @property
    def horizon(self) -> timedelta:
        """How long before the due moment the first of all this happens."""
        return max(timedelta(0), -min(self.reminders, default=timedelta(0)))

    def reminder(self, due_at: datetime, since: datetime, now: datetime) -> timedelta | None:
        """Return the latest reminder whose moment has come, of those that lie after `since`."""
        come = [one for one in self.reminders if since < due_at + one <= now]
        return max(come, default=None)

    def missed_at(self, due_at: datetime) -> datetime:
        return due_at + self.grace


def end_of(day: date, zone: str = "UTC") -> datetime:
    """Return the moment at which a day has passed, by the clock on the wall of an IANA time zone."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
