from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.ports.jobs import CaptureCampaign, DriveEffect
from creatorport.application.ports.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class ResumeWork:
    """Enqueue whatever is still to be done, in case its job was lost. Doing so too often does no harm."""

    units: UnitsOfWork
    idle_for: timedelta

    async def __call__(self) -> None:
        async with self.units() as uow:
            for effect in await uow.effects.unsettled(self.idle_for):
                await uow.jobs.defer(DriveEffect(effect.workspace_id, effect.id))
            for campaign in await uow.campaigns.measured():
                await uow.jobs.defer(CaptureCampaign(campaign.workspace_id, campaign.id))
            await uow.commit()
