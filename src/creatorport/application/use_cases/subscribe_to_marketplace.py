from dataclasses import dataclass

from creatorport.application.ports.jobs import SubscribeToMarketplace
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.ports.webhook_registrations import MarketplaceWebhooks


@dataclass(frozen=True, slots=True)
class SubscribeWebhooks:
    """See to it that TikTok One tells us of news. Raises TikTokError, and is then tried again by the worker."""

    units: UnitsOfWork
    webhooks: MarketplaceWebhooks
    callback_url: str

    async def __call__(self, job: SubscribeToMarketplace) -> None:
        async with self.units() as uow:
            marketplace = await uow.marketplaces.find(job.workspace_id)
        if marketplace is None or marketplace.cause is not None:
            return
        await self.webhooks.subscribe(Access(marketplace.tto_account_id, marketplace.token), self.callback_url)
