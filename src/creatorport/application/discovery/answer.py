"""What discovery answers: a page of creators, and where it comes from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.application.views import CreatorView, Page
from creatorport.domain.errors import TikTokAnswerLost, TikTokError, TikTokThrottled, TikTokUnreachable


class Origin(StrEnum):
    """Whose list a page is of: TikTok's, or one made here of what is stored."""

    TIKTOK = "TIKTOK"
    STORE = "STORE"


class StaleReason(StrEnum):
    """Why TikTok was not asked, or could not answer."""

    THROTTLED = "THROTTLED"
    UNREACHABLE = "UNREACHABLE"
    ANSWER_LOST = "ANSWER_LOST"


AWAY = (TikTokThrottled, TikTokUnreachable, TikTokAnswerLost)
"""What passes: a later call may succeed. Everything else is somebody's to mend, and is told as an error."""


@dataclass(frozen=True, slots=True)
class Discovered(Page[CreatorView]):
    """A page of a search. `searched_at` is when TikTok made the list; None where the list is the store's own."""

    origin: Origin
    searched_at: datetime | None
    stale_reason: StaleReason | None
    retry_at: datetime | None
    unapplied: tuple[str, ...]
    tiktok_calls: int
    saved_calls: int


def reason_of(error: TikTokError) -> StaleReason:
    if isinstance(error, TikTokThrottled):
        return StaleReason.THROTTLED
    return StaleReason.UNREACHABLE if isinstance(error, TikTokUnreachable) else StaleReason.ANSWER_LOST


def retry_of(error: TikTokError | None, now: datetime) -> datetime | None:
    return now + timedelta(seconds=error.retry_after) if isinstance(error, TikTokThrottled) else None
