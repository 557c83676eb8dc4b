"""Outgoing webhooks in memory: the hooks, what is on its way to them, and what is shown of both."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.hook_views import HookDeliveryView, HookView, origin_of
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.views import Page, Slice
from creatorport.domain.errors import NotFound
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState, HookDelivery
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookNews
from creatorport.domain.ids import HookDeliveryId, HookId, WorkspaceId
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf
from tests.fakes.storage import Waiting
from tests.fakes.transaction import Transaction


class InMemoryHooks:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def count(self, workspace_id: WorkspaceId) -> int:
        await self._at.lock(("hooks-of", workspace_id))
        return len(self._at.all("hook", Hook, lambda one: one.workspace_id == workspace_id))

    async def add(self, hook: Hook) -> None:
        await self._at.add(_key(hook.workspace_id, hook.id), hook)

    async def save(self, hook: Hook) -> None:
        await self._at.save(_key(hook.workspace_id, hook.id), hook)

    async def find(self, workspace_id: WorkspaceId, hook_id: HookId) -> Hook | None:
        found = self._at.get(_key(workspace_id, hook_id))
        return found if isinstance(found, Hook) else None

    async def lock(self, workspace_id: WorkspaceId, hook_id: HookId) -> Hook:
        await self._at.lock(_key(workspace_id, hook_id))
        found = await self.find(workspace_id, hook_id)
        if found is None:
            raise NotFound("webhook", hook_id)
        return found

    async def remove(self, workspace_id: WorkspaceId, hook_id: HookId) -> None:
        await self.lock(workspace_id, hook_id)
        self._at.remove(_key(workspace_id, hook_id))
        for one in _all(self._at, workspace_id, hook_id):
            self._at.remove(_delivery_key(one))


class InMemoryHookDeliveries:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def tell(self, workspace_id: WorkspaceId, news: Sequence[HookNews]) -> None:
        await tell(self._at, workspace_id, news)

    async def add(self, delivery: HookDelivery) -> None:
        await self._at.add(_delivery_key(delivery), delivery)

    async def find(self, workspace_id: WorkspaceId, delivery_id: HookDeliveryId) -> HookDelivery | None:
        found = self._at.get(("hook_delivery", workspace_id, delivery_id))
        return found if isinstance(found, HookDelivery) else None

    async def lock(self, workspace_id: WorkspaceId, delivery_id: HookDeliveryId) -> HookDelivery:
        found = await self.lock_all(workspace_id, [delivery_id])
        if not found:
            raise NotFound("webhook delivery", delivery_id)
        return found[0]

    async def lock_all(self, workspace_id: WorkspaceId, ids: Collection[HookDeliveryId]) -> Sequence[HookDelivery]:
        locked = []
        for delivery_id in sorted(ids):
            await self._at.lock(("hook_delivery", workspace_id, delivery_id))
            found = await self.find(workspace_id, delivery_id)
            locked += [] if found is None else [found]
        return locked

    async def lock_heads(
        self, workspace_id: WorkspaceId, hook_id: HookId, now: datetime, most: int
    ) -> Sequence[HookDelivery]:
        due = [one for one in _heads(_all(self._at, workspace_id, hook_id)) if one.is_due(now)]
        due.sort(key=lambda one: (one.due_at or one.news.at, one.id))
        return [one for one in await self.lock_all(workspace_id, [one.id for one in due[:most]]) if one.is_open]

    async def next_due(self, workspace_id: WorkspaceId, hook_id: HookId, now: datetime) -> datetime | None:
        return min((one.due_at or now for one in _heads(_all(self._at, workspace_id, hook_id))), default=None)

    async def save_all(self, deliveries: Sequence[HookDelivery]) -> None:
        for one in deliveries:
            await self._at.save(_delivery_key(one), one)

    async def bury_open(self, workspace_id: WorkspaceId, hook_id: HookId, because: DeadBecause, now: datetime) -> int:
        living = [one for one in _all(self._at, workspace_id, hook_id) if one.is_open]
        await self.save_all([one.bury(because, now) for one in living])
        return len(living)

    async def redirect_open(self, workspace_id: WorkspaceId, hook_id: HookId) -> int:
        living = [one for one in _all(self._at, workspace_id, hook_id) if one.is_open]
        await self.save_all([one.redirect() for one in living])
        return len(living)

    async def replay_dead(self, workspace_id: WorkspaceId, hook_id: HookId, since: datetime, most: int) -> int:
        dead = [
            one
            for one in _all(self._at, workspace_id, hook_id)
            if one.state is DeliveryState.DEAD and one.settled_at is not None and one.settled_at >= since
        ]
        dead.sort(key=lambda one: (one.news.at, one.id))
        await self.save_all([one.replay() for one in dead[:most]])
        return len(dead[:most])

    async def look_over(self, now: datetime, most: int) -> int:
        every = self._at.all("hook_delivery", HookDelivery, lambda one: one.look(now) is not one)
        every.sort(key=lambda one: (one.waits_since is None, one.waits_since or now))
        await self.save_all([one.look(now) for one in every[:most]])
        return len(every[:most])

    async def due(
        self, now: datetime, most: int, after: tuple[WorkspaceId, HookId] | None = None
    ) -> Sequence[tuple[WorkspaceId, HookId]]:
        every = self._at.all("hook_delivery", HookDelivery, lambda one: one.is_open)
        due = {(one.workspace_id, one.hook_id) for one in _heads(every) if one.is_due(now)}
        awake = self._at.all("hook", Hook, lambda one: one.rests_until is None or one.rests_until <= now)
        due &= {(one.workspace_id, one.id) for one in awake}
        return sorted(one for one in due if after is None or one > after)[:most]

    async def forget(self, delivered_before: datetime, dead_before: datetime, most: int) -> Mapping[WorkspaceId, int]:
        bounds = {DeliveryState.DELIVERED: delivered_before, DeliveryState.DEAD: dead_before}

        def outlived(one: HookDelivery) -> bool:
            return one.settled_at is not None and one.settled_at < bounds[one.state]

        old = sorted(self._at.all("hook_delivery", HookDelivery, outlived), key=lambda one: (one.workspace_id, one.id))
        for one in old[:most]:
            self._at.remove(_delivery_key(one))
        return Counter(one.workspace_id for one in old[:most])


async def tell(at: Transaction, workspace_id: WorkspaceId, news: Sequence[HookNews]) -> None:
    """Add a delivery for each event and each enabled hook that is told of it, and have the hooks driven."""
    enabled = at.all("hook", Hook, lambda one: one.workspace_id == workspace_id and one.is_enabled)
    for hook in sorted(enabled, key=lambda one: one.id):
        wanted = [one for one in news if hook.types is None or one.type in hook.types]
        for one in wanted:
            delivery = HookDelivery.of(hook.id, workspace_id, one)
            await at.add(_delivery_key(delivery), delivery)
        if wanted:
            at.defer(Waiting(DriveHook(workspace_id, hook.id)))


@dataclass
class InMemoryHookReads:
    shelf: Shelf

    async def of_workspace(self, workspace_id: WorkspaceId) -> Sequence[HookView]:
        found = self.shelf.of(Hook, workspace_id, "hook", "hooks.of_workspace")
        return [_view(one) for one in sorted(found, key=lambda one: (one.created_at, one.id))]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[HookId]) -> Mapping[HookId, HookView]:
        found = self.shelf.of(Hook, workspace_id, "hook", "hooks.by_ids")
        return {one.id: _view(one) for one in found if one.id in ids}

    async def urls(self, workspace_id: WorkspaceId, ids: Collection[HookId]) -> Mapping[HookId, str]:
        found = self.shelf.of(Hook, workspace_id, "hook", "hooks.urls")
        return {one.id: one.url for one in found if one.id in ids}

    async def deliveries(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        hook_id: HookId | None = None,
        states: Collection[str] = (),
        types: Collection[str] = (),
    ) -> Page[HookDeliveryView]:
        found = [
            one
            for one in self.shelf.of(HookDelivery, workspace_id, "hook_delivery", "hooks.deliveries")
            if hook_id in (None, one.hook_id)
            and (not states or one.state.value in states)
            and (not types or one.news.type.value in types)
        ]
        return _NEWEST.page(found, part, HookDeliveryView.of)

    async def deliveries_by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[HookDeliveryId]
    ) -> Mapping[HookDeliveryId, HookDeliveryView]:
        found = self.shelf.of(HookDelivery, workspace_id, "hook_delivery", "hooks.deliveries_by_ids")
        return {one.id: HookDeliveryView.of(one) for one in found if one.id in ids}


_NEWEST: Order[HookDelivery] = Order("outgoing-webhook-deliveries", lambda one: (one.news.at, one.id), descending=True)


def _key(workspace_id: WorkspaceId, hook_id: HookId) -> tuple[str, WorkspaceId, HookId]:
    return ("hook", workspace_id, hook_id)


def _delivery_key(one: HookDelivery) -> tuple[str, WorkspaceId, HookDeliveryId]:
    return ("hook_delivery", one.workspace_id, one.id)


def _all(at: Transaction, workspace_id: WorkspaceId, hook_id: HookId) -> list[HookDelivery]:
    return at.all(
        "hook_delivery", HookDelivery, lambda one: one.workspace_id == workspace_id and one.hook_id == hook_id
    )


def _heads(deliveries: Iterable[HookDelivery]) -> list[HookDelivery]:
    first: dict[object, HookDelivery] = {}
    for one in sorted(deliveries, key=lambda each: (each.news.sequence, each.id)):
        if one.is_open:
            first.setdefault((one.workspace_id, one.hook_id, one.news.object), one)
    return list(first.values())


def _view(hook: Hook) -> HookView:
    return HookView(
        id=hook.id,
        origin=origin_of(hook.url),
        types=None if hook.types is None else tuple(sorted(one.value for one in hook.types)),
        state=hook.state.value,
        because=hook.because.value if hook.because else None,
        disabled_at=hook.disabled_at,
        created_at=hook.created_at,
        rotated_at=hook.rotated_at,
        retiring_until=hook.retiring.until if hook.retiring else None,
        failing_since=hook.failing_since,
    )
