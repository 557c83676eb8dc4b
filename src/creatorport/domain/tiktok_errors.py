"""What calls to TikTok come to; `errors` draws the whole tree."""

from math import ceil
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

    @property
    def told(self) -> str:
        """The same for people: what it came to, what has happened at TikTok, and what to do."""
        return f"TikTok could not be asked: {self._reason}."

    @property
    def _reason(self) -> str:
        return self.message.strip().rstrip(".")


class TikTokRefused(TikTokError):
    code = "TIKTOK_REFUSED"

    @property
    def told(self) -> str:
        return f"TikTok refused, and nothing happened there: {self._reason}."


class TikTokTokenRejected(TikTokError):
    code = "TIKTOK_TOKEN_REJECTED"

    @property
    def told(self) -> str:
        return f"TikTok does not take the stored permission: {self._reason}. If this stays, connect again."


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

    @property
    def told(self) -> str:
        why = "TikTok takes no more calls" if self.sent else "Our share of calls to TikTok is spent"
        return f"{why} for the moment; nothing happened there. Try again in {_waiting(self.retry_after)}."


class TikTokUnreachable(TikTokError):
    code = "TIKTOK_UNREACHABLE"
    sent = False

    @property
    def told(self) -> str:
        return f"TikTok cannot be reached ({self._reason}); nothing happened there. Try again in a moment."


class TikTokAnswerLost(TikTokError):
    code = "TIKTOK_ANSWER_LOST"

    @property
    def told(self) -> str:
        return f"TikTok gave no answer to rely on ({self._reason}); what was asked for may have happened there."


def _waiting(seconds: float) -> str:
    """The time to wait, rounded up, in words."""
    if seconds <= 1:
        return "a second"
    if seconds < 120:
        return f"{ceil(seconds)} seconds"
    return f"{ceil(seconds / 60)} minutes"
