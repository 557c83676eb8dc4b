"""When a receiver that failed is called again: as the Standard Webhooks specification proposes it."""

from datetime import timedelta
from typing import Final

from creatorport.domain.jitter import jitter

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)

WAITS: Final = (
    timedelta(seconds=5),
    5 * _MINUTE,
    30 * _MINUTE,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    14 * _HOUR,
    20 * _HOUR,
    24 * _HOUR,
)
"""The waits between attempts. After the attempt that follows the last one, an event is a dead letter."""

ATTEMPTS_MAX: Final = len(WAITS) + 1
LONGEST_WAIT: Final = 24 * _HOUR
"""As long a receiver may ask us to wait; it would otherwise decide how long we keep its events."""

WAITING_MAX: Final = timedelta(days=8)
"""For how long an event may wait. One that waited behind another, until that was given up by the schedule, has all of
the schedule before it even then; a receiver that asks for more time each time, or takes less than happens, does not
have events pile up for ever.
"""

_SPREAD = 0.2
_LEAST_REST, _LONGEST_REST, _LONGEST_REST_ASKED = timedelta(seconds=5), 5 * _MINUTE, _HOUR


def wait_after(attempts: int, name: str, asked: timedelta | None) -> timedelta | None:
    """Return how long to wait after so many failed attempts, or None when there is no further one.

    Each wait is longer by up to a fifth, so that what failed together does not come back together; `name` decides by
    how much. `asked` is what the receiver wants: it is given no less, up to LONGEST_WAIT.
    """
    if attempts >= ATTEMPTS_MAX:
        return None
    wait = WAITS[attempts - 1] * (1 + _SPREAD * jitter(f"{name}/{attempts}"))
    return wait if asked is None else max(wait, min(asked, LONGEST_WAIT))


def rest_after(failing_for: timedelta, asked: timedelta | None = None) -> timedelta:
    """Return for how long a receiver is left alone that has failed for so long, whatever else there is to tell it.

    `asked` is what it wants: it is given no less, up to an hour.
    """
    rest = min(max(failing_for / 10, _LEAST_REST), _LONGEST_REST)
    return rest if asked is None else max(rest, min(asked, _LONGEST_REST_ASKED))
