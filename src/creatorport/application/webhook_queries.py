"""Reads of stored webhooks, for one member; a part of `queries.Queries`."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from creatorport.application.hook_queries import HookQueries
from creatorport.application.policy import Action, authorize
from creatorport.application.views import Page, Slice
from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.domain.workspace import Member

if TYPE_CHECKING:
    from creatorport.application.queries import Reads


class WebhookQueries:
    __slots__ = ()

    member: Member
    reads: "Reads"

    @property
    def hooks(self) -> HookQueries:
        """The queries of outgoing webhooks, which ask the policy themselves."""
        return HookQueries(self.member, self.reads.hooks)

    async def webhook_deliveries(
        self, part: Slice, *, states: Collection[str] = (), families: Collection[str] = ()
    ) -> Page[WebhookDeliveryView]:
        authorize(self.member, Action.SEE_WEBHOOKS)
        return await self.reads.deliveries.page(self.member.workspace_id, part, states=states, families=families)

    async def webhook_deliveries_by_ids(self, ids: Collection[str]) -> Mapping[str, WebhookDeliveryView]:
        authorize(self.member, Action.SEE_WEBHOOKS)
        return await self.reads.deliveries.by_ids(self.member.workspace_id, ids)
