"""The envelope of API for Business: `{"code": 0, "message": …, "request_id": …, "data": …}`.

Errors come with HTTP 200; only the code tells. TikTok documents what some codes mean; the others are taken as clients
have met them. Codes that are not listed here are definite refusals.
"""

import re
from datetime import datetime

from creatorport.adapters.tiktok.day_shares import until_midnight
from creatorport.adapters.tiktok.envelopes.answer import Answer, word
from creatorport.adapters.tiktok.payload import Payload
from creatorport.domain.errors import TikTokRefused, TikTokThrottled, TikTokTokenRejected

SECOND = 1.0
MINUTE_BREACH = 300.0
"""After a breach of the limit per minute TikTok asks for five minutes of rest (its page 1740029171730433)."""

_TOKEN = frozenset({"40102", "40103", "40104", "40105", "40106", "40107"})
_THROTTLED = frozenset({"40016", "40100", "40132", "40133", "51021"})
_CONFLICT = "40202"
_MAYBE_THROTTLED = "40000"
# Failures on TikTok's side, timeouts among them: the call may have been carried out before it failed.
_UNCERTAIN = frozenset({
    "40700", "40902", "40903", "40913", "50000", "50002", "51001", "51039", "51065", "60001",
})  # fmt: skip
_FREQUENCY = re.compile(r"frequen|too many|qp[smd]|rate limit", re.IGNORECASE)
_PER_SECOND = re.compile(r"qps|per second", re.IGNORECASE)
_PER_DAY = re.compile(r"qpd|per day|daily", re.IGNORECASE)


def read(answer: Answer, now: datetime) -> Payload:
    """Return `data` if the code is 0; raise what it is otherwise."""
    document = answer.document(rest=MINUTE_BREACH)
    code = word(document.get("code"))
    message = word(document.get("message")) or f"code {code}"
    log_id = word(document.get("request_id")) or answer.log_id
    name = answer.endpoint.name
    if code is None:
        if answer.status == 429:
            raise TikTokThrottled(name, "HTTP 429", retry_after=MINUTE_BREACH, log_id=log_id)
        answer.server_failed(None, code=None, log_id=log_id)
        answer.lost(f"HTTP {answer.status} with an unknown envelope", log_id=log_id)
    if code == "0":
        data = document.get("data")
        if answer.status >= 400 or not isinstance(data, dict):
            answer.lost(f"HTTP {answer.status} says OK without what was asked for", code=code, log_id=log_id)
        return Payload(data, name, log_id)
    if code in _THROTTLED or answer.status == 429 or (code == _MAYBE_THROTTLED and _FREQUENCY.search(message)):
        raise TikTokThrottled(name, message, retry_after=_rest(message, now), tiktok_code=code, log_id=log_id)
    answer.server_failed(message, code=code, log_id=log_id)
    if code == _CONFLICT:
        raise TikTokThrottled(name, message, retry_after=SECOND, tiktok_code=code, log_id=log_id)
    if code in _TOKEN:
        raise TikTokTokenRejected(name, message, tiktok_code=code, log_id=log_id)
    if code in _UNCERTAIN:
        answer.lost(message, code=code, log_id=log_id)
    raise TikTokRefused(name, message, tiktok_code=code, log_id=log_id)


def _rest(message: str, now: datetime) -> float:
    """Seconds to rest. One code stands for all three limits, only the text tells them apart; in doubt, the minute's."""
    if _PER_DAY.search(message):
        return until_midnight(now)
    return SECOND if _PER_SECOND.search(message) else MINUTE_BREACH
