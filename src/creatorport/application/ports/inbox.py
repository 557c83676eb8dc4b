from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Channel(StrEnum):
    """Which of TikTok's webhook families a delivery came by."""

    OPEN = "open"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as it arrived: verified, byte for byte."""

    id: str
    channel: Channel
    body: bytes
    received_at: datetime


class Inbox(Protocol):
    """Webhooks, stored before they are answered, and kept."""

    async def store(self, delivery: Delivery, key: str) -> bool:
        """Store under a unique key; return False when the key is known: a repeat is success."""
        ...

    async def load(self, delivery_id: str) -> Delivery:
        """Raises NotFound."""
        ...

    async def settle(self, delivery_id: str, at: datetime, outcome: str) -> None:
        """Note that it was processed, and what came of it."""
        ...
