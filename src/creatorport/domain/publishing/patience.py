"""How long TikTok is asked for a verdict, and how often."""

from datetime import datetime, timedelta
from typing import Final

URL_LIFE: Final = timedelta(hours=1)
"""All bytes must be in so long after TikTok took the post."""

ANSWER_MARGIN: Final = timedelta(minutes=5)
"""By so much TikTok's hour may have begun after ours: longer than a call can take."""

UNCONFIRMED_AFTER: Final = timedelta(hours=1)
"""So long after it has all bytes, TikTok's silence is told to people."""

POST_ID_FOR: Final = timedelta(hours=24)
"""So long after a post was published, its id is asked for: TikTok moderates first."""

_FIRST, _LONGEST, _SLOW = timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)
_ASKED_FOR = timedelta(hours=72)


def next_look(looks: int, since: datetime, now: datetime) -> datetime | None:
    """Return when TikTok is asked again, after `looks` answers that were none; None when it is given up."""
    if now >= since + _ASKED_FOR:
        return None
    if now >= since + UNCONFIRMED_AFTER:
        return now + _SLOW
    return now + _growing(looks)


def next_attempt(failures: int, now: datetime) -> datetime:
    """Return when a call is tried again that did not get through."""
    return now + _growing(failures)


def _growing(times: int) -> timedelta:
    return min(_FIRST * (1 << min(times, 10)), _LONGEST)
