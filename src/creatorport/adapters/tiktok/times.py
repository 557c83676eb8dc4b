"""The styles in which TikTok writes instants, and the ends of signed links."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from creatorport.adapters.tiktok.payload import Payload
from creatorport.domain.creator import ExpiringUrl


def stamp(payload: Payload, key: str) -> datetime | None:
    """Read "YYYY-MM-DD HH:MM:SS", which is in UTC, or ISO 8601; None when there is none."""
    text = payload.maybe_text(key)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise payload.lost(key) from error


def unix_seconds(payload: Payload, key: str) -> datetime | None:
    seconds = payload.maybe_whole(key)
    if seconds is None:
        return None
    moment = _from_unix(seconds)
    if moment is None:
        raise payload.lost(key)
    return moment


def created(document: Payload) -> datetime:
    """Read when a webhook's event happened."""
    at = unix_seconds(document, "create_time")
    if at is None:
        raise document.lost("create_time")
    return at


def signed_link(url: str | None) -> ExpiringUrl | None:
    """Keep a link byte for byte, with the end that its `x-expires` names (Unix seconds)."""
    if not url:
        return None
    try:
        named = parse_qs(urlsplit(url).query).get("x-expires", [])
    except ValueError:  # TikTok's links are opaque; one that cannot be parsed names no end
        named = []
    ends = named[0] if named and named[0].isascii() and named[0].isdigit() and len(named[0]) < 16 else None
    return ExpiringUrl(url, _from_unix(int(ends)) if ends else None)


def _from_unix(seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
