from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import CaptureCampaign, DriveEffect, SyncAccount, WorkOffBatch
from creatorport.application.ports.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class ResumeWork:
    """Enqueue whatever is still to be done, in case its job was lost. What waits already keeps its time."""

    units: UnitsOfWork
    clock: Clock
    idle_for: timedelta

    async def __call__(self) -> None:
        async with self.units() as uow:
            for effect in await uow.effects.unsettled(self.idle_for):
                await uow.jobs.ensure(DriveEffect(effect.workspace_id, effect.id))
            for campaign in (*await uow.campaigns.measured(), *await uow.campaigns.awaited(self.clock.now())):
                await uow.jobs.ensure(CaptureCampaign(campaign.workspace_id, campaign.id))
            for run in await uow.syncs.every_open():
                await uow.jobs.ensure(SyncAccount(run.workspace_id, run.account_id))
            for batch in await uow.batches.every_open():
                await uow.jobs.ensure(WorkOffBatch(batch.workspace_id, batch.id))
            await uow.commit()
