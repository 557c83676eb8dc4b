from collections.abc import Sequence

from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.graphql.loading import Loader


class WebhookDeliveryByIdLoader(Loader[str, WebhookDeliveryView | None]):
    async def batch(self, keys: Sequence[str]) -> Sequence[WebhookDeliveryView | None]:
        found = await self.queries.webhook_deliveries_by_ids(keys)
        return [found.get(key) for key in keys]
