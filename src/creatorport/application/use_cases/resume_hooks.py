from collections.abc import Sequence
from dataclasses import dataclass, field

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import HookId, WorkspaceId


@dataclass(frozen=True, slots=True)
class ResumeHooks:
    """Enqueue every outgoing webhook that has something to be sent: those whose job was lost, or waits for a time by
    the clock on the wall, which is not the one that deliveries live by.

    Every one, `at_once` by `at_once`: the first of them may be due for ever.
    """

    units: UnitsOfWork
    clock: Clock
    at_once: int = field(default=200)

    async def __call__(self) -> int:
        """Return how many were due."""
        many = 0
        last: tuple[WorkspaceId, HookId] | None = None
        while due := await self._next(last):
            many, last = many + len(due), due[-1]
        return many

    async def _next(self, last: tuple[WorkspaceId, HookId] | None) -> Sequence[tuple[WorkspaceId, HookId]]:
        async with self.units() as uow:
            due = await uow.hook_deliveries.due(self.clock.now(), self.at_once, last)
            for workspace_id, hook_id in due:
                await uow.jobs.defer(DriveHook(workspace_id, hook_id))
            await uow.commit()
        return due
