"""What the last attempt to capture a campaign's performance came to, where it failed."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.errors import (
    FixableBy,
    MarketplaceNotConnected,
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
)

# Nobody has sent a request that could be changed: what TikTok refuses to a reader is the account's right to read.
_FIXABLE_BY: dict[type[TikTokError], FixableBy] = {
    TikTokRefused: FixableBy.MEMBER,
    TikTokTokenRejected: FixableBy.MEMBER,
    TikTokThrottled: FixableBy.NOBODY,
    TikTokUnreachable: FixableBy.OPERATOR,
    TikTokAnswerLost: FixableBy.TIKTOK,
}


@dataclass(frozen=True, slots=True)
class CaptureFailure:
    """`since` is the first failure of an unbroken row, `at` the last; `retry_at` is the next try.

    The last two are TikTok's own words, for their support.
    """

    code: str
    message: str
    fixable_by: FixableBy
    since: datetime
    at: datetime
    retry_at: datetime
    tiktok_code: str | None = None
    log_id: str | None = None

    @classmethod
    def of(cls, error: TikTokError | MarketplaceNotConnected, now: datetime, retry_at: datetime) -> "CaptureFailure":
        if isinstance(error, MarketplaceNotConnected):
            return cls(error.code, error.message, error.fixable_by, now, now, retry_at)
        fixable_by = _FIXABLE_BY.get(type(error), FixableBy.TIKTOK)
        return cls(error.code, error.message, fixable_by, now, now, retry_at, error.tiktok_code, error.log_id)
