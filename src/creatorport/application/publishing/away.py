from datetime import datetime, timedelta

from creatorport.domain.errors import FixableBy, TikTokError, TikTokThrottled
from creatorport.domain.publishing.troubles import Trouble, TroubleCode


def away(error: TikTokError, now: datetime) -> tuple[Trouble, datetime | None]:
    """Return the trouble of a call that did not get through, and until when TikTok wants to be left alone."""
    until = now + timedelta(seconds=error.retry_after) if isinstance(error, TikTokThrottled) else None
    return Trouble(TroubleCode.TIKTOK_AWAY, error.message, FixableBy.NOBODY, error.tiktok_code), until
