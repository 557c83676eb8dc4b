"""What calls to TikTok come to; `errors` draws the whole tree."""

from typing import ClassVar

from creatorport.domain.error_roots import CreatorportError


class TikTokError(CreatorportError):
    """What a call to TikTok came to. `tiktok_code` and `log_id` are TikTok's own words, for their support."""

    code: ClassVar[str] = "TIKTOK_ERROR"
    sent = True
    """Whether the call left, so that TikTok counts it."""

    def __init__(
        self, endpoint: str, message: str, *, tiktok_code: str | None = None, log_id: str | None = None
    ) -> None:
        super().__init__(f"{endpoint}: {message}")
        self.endpoint = endpoint
        self.message = message
        self.tiktok_code = tiktok_code
        self.log_id = log_id


class TikTokRefused(TikTokError):
    code = "TIKTOK_REFUSED"


class TikTokTokenRejected(TikTokError):
    code = "TIKTOK_TOKEN_REJECTED"


class TikTokThrottled(TikTokError):
    code = "TIKTOK_THROTTLED"

    def __init__(
        self,
        endpoint: str,
        message: str,
        *,
        retry_after: float,
        tiktok_code: str | None = None,
        log_id: str | None = None,
        sent: bool = True,
    ) -> None:
        """`sent` is False where our own budget kept the call back."""
        super().__init__(endpoint, message, tiktok_code=tiktok_code, log_id=log_id)
        self.retry_after = retry_after
        self.sent = sent


class TikTokUnreachable(TikTokError):
    code = "TIKTOK_UNREACHABLE"
    sent = False


class TikTokAnswerLost(TikTokError):
    code = "TIKTOK_ANSWER_LOST"
