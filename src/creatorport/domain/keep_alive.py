"""When a grant that nobody uses is renewed, so that it does not end unnoticed; and when its end is announced."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.jitter import jitter

WARN_AT_DAYS = (14, 7, 3, 1)
"""How many days before its end a grant is warned of, once each."""

LEAST_PAUSE = timedelta(hours=12)
"""Between two renewals of an idle grant: never more than two a day."""


@dataclass(frozen=True, slots=True)
class GrantLife:
    """One of an account's grants without its tokens: when it was issued, when it ends for good."""

    workspace_id: WorkspaceId
    account_id: AccountId
    issued_at: datetime
    refresh_expires_at: datetime


@dataclass(frozen=True, slots=True)
class KeepAlive:
    """The policy: an idle grant is renewed about `before` its end, or half-way to it if that is later.

    TikTok may or may not move the end by a renewal. If it does not, each pause is half of what remains, down to
    LEAST_PAUSE: it is tried a few times more, and never often.
    """

    before: timedelta = timedelta(days=45)

    def due_at(self, life: GrantLife) -> datetime:
        """Return when to renew. Accounts that were connected together are spread over a quarter of the lead."""
        lead = min(self.before, (life.refresh_expires_at - life.issued_at) / 2)
        spread = 0.75 + jitter(f"{life.account_id}/{life.issued_at.isoformat()}") / 4
        return max(life.refresh_expires_at - lead * spread, life.issued_at + LEAST_PAUSE)

    @property
    def horizon(self) -> timedelta:
        """How long before its end a grant can be due at the earliest, for a renewal or a warning."""
        return max(self.before, timedelta(days=WARN_AT_DAYS[0]))


def warning_level(ends_at: datetime, now: datetime) -> int | None:
    """Return the least of WARN_AT_DAYS within which a grant ends, or None while there is time."""
    reached = [days for days in WARN_AT_DAYS if ends_at - now <= timedelta(days=days)]
    return min(reached, default=None)


def nearer(warned: int | None, ends_at: datetime, now: datetime) -> int | None:
    """Return the one of WARN_AT_DAYS to warn of now, where `warned` is the last that was; None where there is none."""
    level = warning_level(ends_at, now)
    return None if level is None or (warned is not None and warned <= level) else level


def still_warned(warned: int | None, ends_at: datetime, now: datetime) -> int | None:
    """Return what a renewed grant was warned of: the same while its end is as near, nothing once it moved away."""
    return None if warning_level(ends_at, now) is None else warned
