"""The token endpoints answer flat: the tokens, or `error`, `error_description`, `log_id`.

TikTok for Developers, "oauth-error-handling".
"""

from datetime import datetime

from creatorport.adapters.tiktok.endpoints import LOGIN_REFRESH
from creatorport.adapters.tiktok.envelopes import open as display
from creatorport.adapters.tiktok.envelopes.answer import Answer, word
from creatorport.adapters.tiktok.payload import Payload
from creatorport.domain.errors import TikTokRefused, TikTokThrottled, TikTokTokenRejected

_TRANSIENT = frozenset({"server_error", "temporarily_unavailable"})

# A dead refresh token has been met under both names. A wrong key or secret is the operator's trouble and no
# account's: it must not cost every account its grant.
_DEAD_TOKEN = frozenset({"invalid_grant", "invalid_request", "access_token_invalid"})


def read(answer: Answer, now: datetime) -> Payload:
    """Return the flat answer. Its HTTP status is not reliable: errors have come as 200, 400 and 401."""
    if answer.endpoint.may_be_empty and answer.status < 300 and not answer.body.strip():
        return Payload({}, answer.endpoint.name, answer.log_id)
    if answer.status == 429:
        raise TikTokThrottled(
            answer.endpoint.name, "HTTP 429", retry_after=display.WINDOW_SECONDS, log_id=answer.log_id
        )
    document = answer.document(rest=display.WINDOW_SECONDS)
    error = document.get("error")
    if isinstance(error, dict):
        return display.read(answer, now)
    log_id = word(document.get("log_id")) or answer.log_id
    code = word(error)
    if not code:
        answer.server_failed(None, code=None, log_id=log_id)
        if answer.status >= 300:
            answer.lost(f"HTTP {answer.status} with an unknown envelope", log_id=log_id)
        return Payload(document, answer.endpoint.name, log_id, "answer")
    message = word(document.get("error_description")) or code
    if code in _TRANSIENT:
        answer.lost(message, code=code, log_id=log_id)
    if code == "rate_limit_exceeded":
        raise TikTokThrottled(
            answer.endpoint.name, message, retry_after=display.WINDOW_SECONDS, tiktok_code=code, log_id=log_id
        )
    answer.server_failed(message, code=code, log_id=log_id)
    refused = TikTokTokenRejected if answer.endpoint is LOGIN_REFRESH and code in _DEAD_TOKEN else TikTokRefused
    raise refused(answer.endpoint.name, message, tiktok_code=code, log_id=log_id)
