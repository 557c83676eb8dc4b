from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ResumeHooks:
    """Enqueue every outgoing webhook that has something to be sent: those whose job was lost, or waits for a time by
    the clock on the wall, which is not the one that deliveries live by.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self) -> int:
        """Return how many were due."""
        async with self.units() as uow:
            due = await uow.hook_deliveries.due(self.clock.now(), _AT_ONCE)
            for workspace_id, hook_id in due:
                await uow.jobs.defer(DriveHook(workspace_id, hook_id))
            await uow.commit()
        return len(due)
