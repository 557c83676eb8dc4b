"""Webhooks in memory: stored, handled, and as owners see them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from creatorport.application.ports.inbox import Delivery, Stored, Wanted
from creatorport.application.views import Page, Slice
from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.domain.errors import NotFound
from creatorport.domain.handling import Handling
from creatorport.domain.ids import WorkspaceId
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf
from tests.fakes.storage import Storage
from tests.fakes.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """A delivery in the inbox, and what came of it. The last two are moments of real time."""

    delivery: Delivery
    handling: Handling
    key: str
    stored_at: datetime
    touched_at: datetime

    @property
    def outcome(self) -> str | None:
        return self.handling.outcome

    def seen_by(self, workspace_id: WorkspaceId) -> bool:
        concerns = self.handling.concerns
        return concerns is not None and (workspace_id in concerns or not concerns)


class InMemoryInbox:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def store(self, delivery: Delivery, key: str) -> bool:
        unique = ("inbox-key", key)
        await self._at.lock(unique)
        if self._at.get(unique) is not None:
            return False
        now = datetime.now(UTC)
        self._at.put(unique, delivery.id)
        self._at.put(("inbox", delivery.id), Kept(delivery, Handling(), key, now, now))
        return True

    async def lock(self, delivery_id: str) -> Stored:
        await self._at.lock(("inbox", delivery_id))
        kept = self._kept(delivery_id)
        return Stored(kept.delivery, kept.handling)

    async def lock_of(self, workspace_id: WorkspaceId, delivery_id: str) -> Stored:
        if not self._kept(delivery_id).seen_by(workspace_id):
            raise NotFound("delivery", delivery_id)
        return await self.lock(delivery_id)

    async def save(self, delivery_id: str, handling: Handling) -> None:
        kept = self._kept(delivery_id)
        self._at.put(("inbox", delivery_id), replace(kept, handling=handling, touched_at=datetime.now(UTC)))

    async def find(self, wanted: Wanted, most: int) -> Sequence[str]:
        found = self._at.all(
            "inbox",
            Kept,
            lambda one: (
                wanted.since <= one.delivery.received_at < wanted.until
                and (not wanted.channels or one.delivery.channel in wanted.channels)
                and (not wanted.states or one.handling.state in wanted.states)
            ),
        )
        found.sort(key=lambda one: (one.delivery.received_at, one.delivery.id))
        return [one.delivery.id for one in found[:most]]

    async def forgotten(self, idle_for: timedelta, most: int) -> Sequence[str]:
        before = datetime.now(UTC) - idle_for
        found = self._at.all("inbox", Kept, lambda one: one.handling.is_waiting and one.touched_at <= before)
        found.sort(key=lambda one: (one.touched_at, one.delivery.id))
        return [one.delivery.id for one in found[:most]]

    async def forget_older_than(self, age: timedelta) -> Mapping[WorkspaceId, int]:
        before = datetime.now(UTC) - age
        old = self._at.all("inbox", Kept, lambda one: not one.handling.is_waiting and one.stored_at < before)
        for one in old:
            self._at.remove(("inbox", one.delivery.id))
            self._at.remove(("inbox-key", one.key))
        return Counter(workspace_id for one in old for workspace_id in one.handling.concerns or ())

    def _kept(self, delivery_id: str) -> Kept:
        found = self._at.get(("inbox", delivery_id))
        if not isinstance(found, Kept):
            raise NotFound("delivery", delivery_id)
        return found


@dataclass
class InMemoryInboxWatch:
    storage: Storage

    async def oldest_waiting(self) -> timedelta | None:
        records = [one for one in self.storage.records.values() if isinstance(one, Kept) and one.handling.is_waiting]
        return max((datetime.now(UTC) - one.touched_at for one in records), default=None)


_NEWEST: Order[Kept] = Order(
    "webhook-deliveries", lambda one: (one.delivery.received_at, one.delivery.id), descending=True
)


@dataclass
class InMemoryDeliveryReads:
    shelf: Shelf

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        states: Collection[str] = (),
        families: Collection[str] = (),
    ) -> Page[WebhookDeliveryView]:
        found = [
            one
            for one in self._seen(workspace_id, "deliveries.page")
            if (not states or one.handling.state.value in states)
            and (not families or one.delivery.channel.value in families)
        ]
        return _NEWEST.page(found, part, _view)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[str]) -> Mapping[str, WebhookDeliveryView]:
        found = self._seen(workspace_id, "deliveries.by_ids")
        return {one.delivery.id: _view(one) for one in found if one.delivery.id in ids}

    def _seen(self, workspace_id: WorkspaceId, call: str) -> list[Kept]:
        self.shelf.calls.append(call)
        return [one for one in self.shelf.records.values() if isinstance(one, Kept) and one.seen_by(workspace_id)]


def _view(kept: Kept) -> WebhookDeliveryView:
    delivery, handling = kept.delivery, kept.handling
    return WebhookDeliveryView(
        id=delivery.id,
        family=delivery.channel.value,
        event=delivery.event,
        received_at=delivery.received_at,
        state=handling.state.value,
        attempts=handling.attempts,
        tried_at=handling.tried_at,
        settled_at=handling.settled_at,
        outcome=handling.outcome,
        error=handling.error,
    )
