from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Protocol

from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.ids import EffectId, WorkspaceId


class Effects(Protocol):
    async def add(self, effect: Effect) -> None: ...

    async def save(self, effect: Effect) -> None:
        """Store a changed effect. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def lock(self, workspace_id: WorkspaceId, effect_id: EffectId) -> Effect:
        """Load, and let nobody else change it until this unit of work ends. Raises NotFound."""
        ...

    async def withheld(self) -> Sequence[Effect]:
        """Return the effects of all workspaces whose outcome TikTok refused to tell when asked last, oldest first."""
        ...

    async def is_pending(
        self, workspace_id: WorkspaceId, kinds: Collection[EffectKind], subjects: Collection[str]
    ) -> bool:
        """Whether an effect of these kinds on one of these subjects is not settled."""
        ...

    async def unsettled(self, idle_for: timedelta) -> Sequence[Effect]:
        """Return the effects of all workspaces that still need work, oldest first. For jobs only.

        Only those that nobody touched for `idle_for` of real time: the others have a driver.
        """
        ...
