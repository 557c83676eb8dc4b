from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.publishing.publication import Publication

Step = Callable[[Publication], Publication]


@dataclass(frozen=True, slots=True)
class Keep:
    """Makes steps of a publication durable, each with the job for the next one."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, seen: Publication, step: Step) -> Publication:
        """Change what was seen. Raises ConcurrentChange when somebody else changed it meanwhile."""
        async with self.units() as uow:
            newest = await uow.publications.lock(seen.workspace_id, seen.id)
            if newest.version != seen.version:
                raise ConcurrentChange("publication", seen.id, seen.version)
            kept = await self.within(uow, newest, step(newest))
            await uow.commit()
        return kept

    async def unless_changed(self, seen: Publication, step: Step) -> None:
        """Do the same, unless somebody else changed it meanwhile: they knew as much."""
        with suppress(ConcurrentChange):
            await self(seen, step)

    async def within(self, uow: UnitOfWork, before: Publication, after: Publication) -> Publication:
        """Do the same in somebody's unit of work."""
        if after is before:
            return before
        await uow.publications.save(after)
        await self.wake(uow, after)
        return replace(after, version=before.version + 1, events=())

    async def wake(self, uow: UnitOfWork, publication: Publication) -> None:
        """Have it driven when its time comes. Where that is now, whoever drives it goes on."""
        if publication.next_at is not None and not publication.is_due(self.clock.now()):
            wait = publication.next_at - self.clock.now()
            await uow.jobs.defer(DrivePublication(publication.workspace_id, publication.id), after=wait)
