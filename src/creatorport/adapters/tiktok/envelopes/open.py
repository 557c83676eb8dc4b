"""The envelope of the Display API: `{"data": …, "error": {"code": "ok", "message": …, "log_id": …}}`.

TikTok for Developers, "tiktok-api-v2-error-handling".
"""

from datetime import datetime

from creatorport.adapters.tiktok.envelopes.answer import Answer, word
from creatorport.adapters.tiktok.payload import Payload
from creatorport.domain.errors import TikTokRefused, TikTokThrottled, TikTokTokenRejected

WINDOW_SECONDS = 60.0
"""Limits are counted over a sliding minute; in the worst case the first slot frees up a whole minute later."""


def read(answer: Answer, now: datetime) -> Payload:  # noqa: ARG001  one signature for the three envelopes
    """Return `data` if `error.code` is "ok"; raise what it is otherwise. The HTTP status proves nothing alone."""
    document = answer.document(rest=WINDOW_SECONDS)
    error = document.get("error")
    code = word(error.get("code")) if isinstance(error, dict) else None
    if not isinstance(error, dict) or code is None:
        answer.server_failed(None, code=None, log_id=None)
        answer.lost(f"HTTP {answer.status} with an unknown envelope")
    message = word(error.get("message")) or code
    log_id = word(error.get("log_id")) or answer.log_id
    name = answer.endpoint.name
    if code == "ok":
        data = document.get("data")
        if answer.status >= 400 or not isinstance(data, dict):
            answer.lost(f"HTTP {answer.status} says ok without what was asked for", code=code, log_id=log_id)
        return Payload(data, name, log_id)
    if code == "rate_limit_exceeded" or answer.status == 429:
        raise TikTokThrottled(name, message, retry_after=WINDOW_SECONDS, tiktok_code=code, log_id=log_id)
    answer.server_failed(message, code=code, log_id=log_id)
    if code == "access_token_invalid":
        raise TikTokTokenRejected(name, message, tiktok_code=code, log_id=log_id)
    if code == "internal_error":
        answer.lost(message, code=code, log_id=log_id)
    raise TikTokRefused(name, message, tiktok_code=code, log_id=log_id)
