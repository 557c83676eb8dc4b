from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from creatorport.application.views import Page, Slice
from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.domain.handling import Handling, HandlingState
from creatorport.domain.ids import WorkspaceId


class Channel(StrEnum):
    """Which of TikTok's webhook families a delivery came by: each has its own signature and form."""

    OPEN = "open"
    BUSINESS = "business"
    ACCOUNT = "account"
    SHOP = "shop"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as it arrived: verified, byte for byte. `event` is what it calls itself, empty where it does not."""

    id: str
    channel: Channel
    body: bytes
    received_at: datetime
    event: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    delivery: Delivery
    handling: Handling


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries to look for: received from `since` on and before `until`."""

    since: datetime
    until: datetime
    channels: Collection[Channel] = ()
    states: Collection[HandlingState] = ()


class Inbox(Protocol):
    """Webhooks, stored before they are answered, and kept."""

    async def store(self, delivery: Delivery, key: str) -> bool:
        """Store under a unique key; return False when the key is known: a repeat is success."""
        ...

    async def lock(self, delivery_id: str) -> Stored:
        """Return a delivery, and hold it to the end of this unit of work. Raises NotFound."""
        ...

    async def lock_of(self, workspace_id: WorkspaceId, delivery_id: str) -> Stored:
        """Return a delivery that this workspace may see, and hold it: one that concerns it, or nobody here.

        Raises NotFound for any other.
        """
        ...

    async def save(self, delivery_id: str, handling: Handling) -> None:
        """Note what became of a delivery. Raises NotFound."""
        ...

    async def find(self, wanted: Wanted, most: int) -> Sequence[str]:
        """Return the ids of such deliveries, at most so many, in the order in which they came; none channels or states
        named means any.
        """
        ...

    async def forgotten(self, idle_for: timedelta, most: int) -> Sequence[str]:
        """Return the ids of those that wait although nothing happened to them for so long, in real time; the longest
        left alone first.
        """
        ...

    async def forget_older_than(self, age: timedelta) -> Mapping[WorkspaceId, int]:
        """Forget what was stored longer ago than that, in real time, and has its verdict.

        Return how many of them concerned each workspace.
        """
        ...


class InboxWatch(Protocol):
    """How far the processing of webhooks lags behind."""

    async def oldest_waiting(self) -> timedelta | None:
        """Return for how long, in real time, a waiting delivery was left alone at most: since it was stored, last tried
        or asked to be replayed. None: none waits.
        """
        ...


class DeliveryReads(Protocol):
    """Webhooks that a workspace may see: those that concern it, and those that concern nobody here."""

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        states: Collection[str] = (),
        families: Collection[str] = (),
    ) -> Page[WebhookDeliveryView]:
        """The newest first; no state or family named means any."""
        ...

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[str]) -> Mapping[str, WebhookDeliveryView]: ...
