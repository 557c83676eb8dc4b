"""What a delivery calls itself, for people who look through the stored ones.

Nothing here raises, and nothing but names is taken out of a body: it may hold what somebody wrote.
"""

import json
from typing import Any

from creatorport.application.ports.inbox import Channel
from creatorport.domain.texts import plain

_LONGEST = 100
_NAMES = ("tto_campaign_event_type", "tto_invitation_event_type", "metric", "event_type")


def event_name(channel: Channel, body: bytes) -> str:
    """Return the name of the event, or of the first of several; empty where there is none."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return _bounded(_name(channel, document)) if isinstance(document, dict) else ""


def _name(channel: Channel, document: dict[str, Any]) -> object:
    if channel is Channel.SHOP:
        return f"shop.{document['type']}" if isinstance(document.get("type"), int) else None
    if "event" in document:
        return document["event"]
    entries = document.get("entry")
    first = entries[0] if isinstance(entries, list) and entries else None
    if not isinstance(first, dict):
        return None
    return next((first[name] for name in _NAMES if isinstance(first.get(name), str)), None)


def _bounded(name: object) -> str:
    if not isinstance(name, str):
        return ""
    readable = name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain(readable)[:_LONGEST]
