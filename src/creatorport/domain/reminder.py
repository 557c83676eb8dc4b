"""Reminders of an invitation: at least a day apart, and two at most, which is TikTok's own rule for its reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.domain.negotiation_refusals import RemindersSpent, ReminderTooSoon

APART = timedelta(hours=24)
MOST = 2


class ReminderDelivery(StrEnum):
    """How a reminder reached the creator, so that nobody believes what did not happen: TikTok has no call for it."""

    SHOWN_HERE = "SHOWN_HERE"
    JOIN_LINK = "JOIN_LINK"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder. `by` is the member who asked for it; None where the schedule did."""

    at: datetime
    delivery: ReminderDelivery
    by: str | None = None


def due(reminders: Sequence[Reminder], expires_at: datetime | None, before: Sequence[timedelta], now: datetime) -> bool:
    """Whether one of the times `before` the end has come, and nothing has reminded the creator since."""
    if expires_at is None or now >= expires_at:
        return False
    passed = [expires_at - ahead for ahead in before if expires_at - ahead <= now]
    return bool(passed) and (not reminders or reminders[-1].at < max(passed))


def remindable_at(reminders: Sequence[Reminder], sent_at: datetime) -> datetime | None:
    """From when on one more may be given; None where no more is permitted."""
    return None if len(reminders) >= MOST else (reminders[-1].at if reminders else sent_at) + APART


def check(reminders: Sequence[Reminder], sent_at: datetime, now: datetime) -> None:
    """Raises RemindersSpent, ReminderTooSoon unless one more may be given now."""
    earliest = remindable_at(reminders, sent_at)
    if earliest is None:
        raise RemindersSpent(MOST)
    if now < earliest:
        raise ReminderTooSoon(earliest)
