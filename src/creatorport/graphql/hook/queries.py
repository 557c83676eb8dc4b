from collections.abc import Sequence
from typing import Annotated

import strawberry

from creatorport.application.hook_views import HookDeliveryView, HookView
from creatorport.application.views import Page
from creatorport.domain.ids import HookId
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.hook.states import OutgoingWebhookDeliveryState, OutgoingWebhookEventType
from creatorport.graphql.hook.types import OutgoingWebhook, OutgoingWebhookDelivery


@strawberry.type
class HookQueries:
    @query("The workspace's outgoing webhooks, in the order in which they were made.", list[OutgoingWebhook])
    async def outgoing_webhooks(self, info: Info) -> Sequence[HookView]:
        return await info.context.queries.hooks.every()

    @query(
        "What was told to outgoing webhooks, and what is on its way to them, the newest event first. What a receiver "
        "took is kept for 30 days, what was given up for 90.",
        Connection[OutgoingWebhookDelivery],
    )
    async def outgoing_webhook_deliveries(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        webhook_id: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those of this webhook.")
        ] = None,
        states: Annotated[
            list[OutgoingWebhookDeliveryState] | None,
            strawberry.argument(description="Only those in one of these states."),
        ] = None,
        event_types: Annotated[
            list[OutgoingWebhookEventType] | None,
            strawberry.argument(description="Only those of one of these types."),
        ] = None,
    ) -> Page[HookDeliveryView]:
        return await info.context.queries.hooks.deliveries(
            part_of(first, after),
            hook_id=None if webhook_id is None else HookId(local_id("OutgoingWebhook", webhook_id, "webhookId")),
            states=frozenset(state.value for state in states or ()),
            types=frozenset(one.value for one in event_types or ()),
        )
