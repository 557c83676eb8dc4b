from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import EnrichCreators
from creatorport.application.ports.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class EnrichDue:
    """See to it that every workspace with creators whose pages should be read has a job for it."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self) -> None:
        async with self.units() as uow:
            for workspace_id in await uow.creators.workspaces_due(self.clock.now()):
                marketplace = await uow.marketplaces.find(workspace_id)
                if marketplace is not None and marketplace.cause is None:
                    await uow.jobs.ensure(EnrichCreators(workspace_id))
            await uow.commit()
