from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from creatorport.application.hook_views import HookDeliveryView, HookView
from creatorport.application.views import Page, Slice
from creatorport.domain.hooks.delivery import DeadBecause, HookDelivery
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookNews
from creatorport.domain.ids import HookDeliveryId, HookId, WorkspaceId


class Hooks(Protocol):
    """The outgoing webhooks of workspaces."""

    async def count(self, workspace_id: WorkspaceId) -> int:
        """Return how many there are, and let nobody else add one before this unit of work ends."""
        ...

    async def add(self, hook: Hook) -> None: ...

    async def save(self, hook: Hook) -> None:
        """Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def find(self, workspace_id: WorkspaceId, hook_id: HookId) -> Hook | None: ...

    async def lock(self, workspace_id: WorkspaceId, hook_id: HookId) -> Hook:
        """Load, and let nobody else change it until this unit of work ends. Raises NotFound.

        Whoever also locks deliveries locks their hook first.
        """
        ...

    async def remove(self, workspace_id: WorkspaceId, hook_id: HookId) -> None:
        """Forget it, with all its deliveries. Raises NotFound."""
        ...


class HookDeliveries(Protocol):
    """Events on their way to hooks. Those of one hook and one object wait for each other, by their sequence."""

    async def tell(self, workspace_id: WorkspaceId, news: Sequence[HookNews]) -> None:
        """Add a delivery for each event and each enabled hook that is told of its type, and have them driven.

        The hooks' jobs are enqueued at commit, after all others, in one order of hooks for everybody.
        """
        ...

    async def add(self, delivery: HookDelivery) -> None:
        """Add one that is for a single hook. Raises ConcurrentChange when it is there."""
        ...

    async def lock(self, workspace_id: WorkspaceId, delivery_id: HookDeliveryId) -> HookDelivery:
        """Raises NotFound."""
        ...

    async def lock_all(self, workspace_id: WorkspaceId, ids: Collection[HookDeliveryId]) -> Sequence[HookDelivery]:
        """Lock and return those that are there, by their ids."""
        ...

    async def find(self, workspace_id: WorkspaceId, delivery_id: HookDeliveryId) -> HookDelivery | None: ...

    async def lock_heads(
        self, workspace_id: WorkspaceId, hook_id: HookId, now: datetime, most: int
    ) -> Sequence[HookDelivery]:
        """Lock and return the first open delivery of each object, as far as it is due; of many, the longest due."""
        ...

    async def next_due(self, workspace_id: WorkspaceId, hook_id: HookId, now: datetime) -> datetime | None:
        """Return when the first of the objects' first open deliveries is due, `now` for at once; None without any."""
        ...

    async def save_all(self, deliveries: Sequence[HookDelivery]) -> None:
        """Raises ConcurrentChange."""
        ...

    async def bury_open(self, workspace_id: WorkspaceId, hook_id: HookId, because: DeadBecause, now: datetime) -> int:
        """Bury all open deliveries of a hook, as each by itself would be; return how many."""
        ...

    async def redirect_open(self, workspace_id: WorkspaceId, hook_id: HookId) -> int:
        """Have all open deliveries of a hook sent to its new address, as each by itself would be; return how many."""
        ...

    async def replay_dead(self, workspace_id: WorkspaceId, hook_id: HookId, since: datetime, most: int) -> int:
        """Replay those that are dead since `since` or later, as each by itself would be, the first that happened first;
        return how many.
        """
        ...

    async def look_over(self, now: datetime, most: int) -> int:
        """Look at open deliveries of all workspaces, as at each by itself: at those whose time is over, the longest
        first, then at those that were not looked at yet; return at how many. What somebody else holds is passed over.
        """
        ...

    async def due(
        self, now: datetime, most: int, after: tuple[WorkspaceId, HookId] | None = None
    ) -> Sequence[tuple[WorkspaceId, HookId]]:
        """Return hooks that have an open delivery which is due, and do not rest, of all workspaces, by their ids; those
        `after` one of them. For jobs.
        """
        ...

    async def forget(self, delivered_before: datetime, dead_before: datetime, most: int) -> Mapping[WorkspaceId, int]:
        """Forget deliveries whose verdict is older; return how many of each workspace that had any."""
        ...


class HookReads(Protocol):
    """By the rules of `ports.reads`."""

    async def of_workspace(self, workspace_id: WorkspaceId) -> Sequence[HookView]:
        """Return all, in the order in which they were made."""
        ...

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[HookId]) -> Mapping[HookId, HookView]: ...

    async def urls(self, workspace_id: WorkspaceId, ids: Collection[HookId]) -> Mapping[HookId, str]:
        """Return their whole addresses, which nothing else here tells."""
        ...

    async def deliveries(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        hook_id: HookId | None = None,
        states: Collection[str] = (),
        types: Collection[str] = (),
    ) -> Page[HookDeliveryView]:
        """The newest event first; no state or type named means any."""
        ...

    async def deliveries_by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[HookDeliveryId]
    ) -> Mapping[HookDeliveryId, HookDeliveryView]: ...
