from collections.abc import Sequence

from creatorport.application.hook_views import HookDeliveryView, HookView
from creatorport.domain.ids import HookDeliveryId, HookId
from creatorport.graphql.loading import Loader


class HookByIdLoader(Loader[HookId, HookView | None]):
    async def batch(self, keys: Sequence[HookId]) -> Sequence[HookView | None]:
        found = await self.queries.hooks.by_ids(keys)
        return [found.get(key) for key in keys]


class HookUrlByIdLoader(Loader[HookId, str | None]):
    async def batch(self, keys: Sequence[HookId]) -> Sequence[str | None]:
        found = await self.queries.hooks.urls(keys)
        return [found.get(key) for key in keys]


class HookDeliveryByIdLoader(Loader[HookDeliveryId, HookDeliveryView | None]):
    async def batch(self, keys: Sequence[HookDeliveryId]) -> Sequence[HookDeliveryView | None]:
        found = await self.queries.hooks.deliveries_by_ids(keys)
        return [found.get(key) for key in keys]
