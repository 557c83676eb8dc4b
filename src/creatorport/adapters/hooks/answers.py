"""What a stranger's server answered, made fit to be kept and shown."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

LARGEST_EXCERPT = 500

_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)


def excerpt_of(body: bytes) -> str:
    """Return the answer's beginning, with a sign in place of what cannot be shown, or would disturb what can."""
    text = body[: LARGEST_EXCERPT * 4].decode(errors="replace").strip(" \t\r\n")
    return "".join(_shown(one) for one in text[:LARGEST_EXCERPT])


def retry_after_of(headers: httpx.Headers) -> timedelta | None:
    """Return for how long the receiver asks to be left alone, in either of HTTP's ways to say so."""
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return timedelta(seconds=int(text))
    until = _moment(text)
    if until is None:
        return None
    # By the receiver's own clock, where it tells it: ours may differ, and its moment was meant by that one.
    return max(until - (_moment(headers.get("date", "")) or datetime.now(UTC)), timedelta())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shown(character: str) -> str:
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _UNSHOWN else character
