"""One key per delivery: the same one for each repeat of it, whatever order they come in.

Nothing here raises: a properly signed delivery that makes no sense is kept too, once.
"""

import hashlib
import json
from typing import Any

from creatorport.application.ports.inbox import Channel


def delivery_key(channel: Channel, body: bytes) -> str:
    """Return the key under which the inbox keeps the delivery."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    parts = _parts(document) if isinstance(document, dict) else None
    told = json.dumps(parts).encode() if parts is not None else body
    return f"{channel.value}:{hashlib.sha256(told).hexdigest()}"


def _parts(document: dict[str, Any]) -> list[Any] | None:
    """Return what tells this delivery from others; None when only its bytes can."""
    if isinstance(document.get("event"), str):
        return _event(document)
    if isinstance(document.get("type"), int) and document.get("tts_notification_id"):
        return ["shop", document["type"], _said(document["tts_notification_id"])]
    if document.get("request_id") and isinstance(document.get("entry"), list):
        return ["request", _said(document["request_id"]), *(_entry(entry) for entry in document["entry"])]
    return None


def _event(document: dict[str, Any]) -> list[Any] | None:
    """TikTok gives no event id. A publish is told by its id; everything else by its second."""
    try:
        content = json.loads(document.get("content") or "{}")
    except (TypeError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    told = ["event", document["event"], _said(document.get("user_openid"))]
    if publish := content.get("publish_id"):
        return [*told, "publish", _said(publish), _said(content.get("post_id"))]
    return [*told, "at", _said(document.get("create_time")), _said(content)]


def _entry(entry: Any) -> Any:
    """The key of one entry: all of it but the log id, which a repeat may draw anew."""
    return {name: value for name, value in entry.items() if name != "log_id"} if isinstance(entry, dict) else entry


def _said(value: Any) -> Any:
    """Ids come as numbers or as texts; the two are one."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
