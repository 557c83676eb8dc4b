from dataclasses import dataclass

from creatorport.application.ports.jobs import SubscribeToMarketplace
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.webhooks.registrar import Registrar


@dataclass(frozen=True, slots=True)
class RegisterWebhooks:
    """A round, also at start: register what is missing or points elsewhere. A revoked token ends deliveries silently.

    Raises TikTokError, after the jobs for TikTok One accounts were enqueued.
    """

    units: UnitsOfWork
    registrar: Registrar

    async def __call__(self) -> None:
        if not self.registrar.registers:
            return
        async with self.units() as uow:
            for marketplace in await uow.marketplaces.working():
                await uow.jobs.ensure(SubscribeToMarketplace(marketplace.workspace_id))
            await uow.commit()
        await self.registrar.repair_accounts()
