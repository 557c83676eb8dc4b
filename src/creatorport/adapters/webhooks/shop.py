"""What a TikTok Shop app is told. Shops are not connected here yet: it is known, and kept."""

from collections.abc import Mapping

from creatorport.adapters.tiktok.payload import Payload
from creatorport.application.ports.notices import Noted, Notice, Unrecognised

_TYPES: Mapping[int, str] = {
    1: "order status changed",
    6: "seller removed the app",
    7: "authorization is about to end",
    17: "shoppable content changed",
    20: "creator removed the app",
    33: "new message",
    56: "sample application changed",
}


def shop_notice(document: Payload) -> Notice:
    """Raises TikTokAnswerLost for a delivery without a type."""
    number = document.whole("type")
    return Noted(f"shop.{number} ({_TYPES[number]})") if number in _TYPES else Unrecognised(f"shop.{number}")
