from dataclasses import dataclass

from creatorport.application.ports.jobs import SubscribeToMarketplace
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.webhooks.registrar import Registrar


@dataclass(frozen=True, slots=True)
class SubscribeWebhooks:
    """See to it that TikTok One tells us of news. Raises TikTokError, and is then tried again by the worker."""

    units: UnitsOfWork
    registrar: Registrar

    async def __call__(self, job: SubscribeToMarketplace) -> None:
        async with self.units() as uow:
            marketplace = await uow.marketplaces.find(job.workspace_id)
            if marketplace is None or marketplace.cause is not None:
                return
            beside = await uow.marketplaces.of_tto_account(marketplace.tto_account_id)
        await self.registrar.repair_marketplace(marketplace, beside)
