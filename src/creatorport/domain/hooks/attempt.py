"""HookAttempt: one call of a receiver, and what came of it. Kept in the delivery's log."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

GONE: Final = 410
"""The status by which a receiver says that it wants nothing more."""


class AttemptOutcome(StrEnum):
    """It answered with a status; gave no whole answer; may not be called; or nobody here lived to see its answer."""

    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    ADDRESS_REFUSED = "address_refused"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class HookAttempt:
    """`status`, `excerpt` and `took` are the answer's, where there was one; `reason` says why there was none."""

    number: int
    at: datetime
    outcome: AttemptOutcome
    status: int | None = None
    excerpt: str | None = None
    took: timedelta | None = None
    reason: str | None = None

    @property
    def succeeded(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def says_gone(self) -> bool:
        return self.status == GONE
