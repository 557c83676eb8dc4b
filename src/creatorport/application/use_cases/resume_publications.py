from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.ports.unit_of_work import UnitsOfWork

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ResumePublications:
    """Enqueue every publication whose time has come: deferred ones, and those whose job was lost, or waits for a time
    by the clock on the wall, which is not the one that publications live by.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self) -> int:
        """Return how many were due."""
        async with self.units() as uow:
            due = await uow.publications.due(self.clock.now(), _AT_ONCE)
            for one in due:
                await uow.jobs.defer(DrivePublication(one.workspace_id, one.id))
            await uow.commit()
        return len(due)
