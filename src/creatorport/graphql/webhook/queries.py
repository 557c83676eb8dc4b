from typing import Annotated

import strawberry

from creatorport.application.views import Page
from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.webhook.types import WebhookDelivery, WebhookDeliveryState, WebhookFamily


@strawberry.type
class WebhookQueries:
    @query(
        "Stored webhooks that concern the workspace, and those that concern nobody here; newest first.",
        Connection[WebhookDelivery],
    )
    async def webhook_deliveries(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        states: Annotated[
            list[WebhookDeliveryState] | None, strawberry.argument(description="Only those in one of these states.")
        ] = None,
        family: Annotated[WebhookFamily | None, strawberry.argument(description="Only those of this family.")] = None,
    ) -> Page[WebhookDeliveryView]:
        wanted = frozenset(state.value for state in states or ())
        families = frozenset() if family is None else frozenset({family.value})
        return await info.context.queries.webhook_deliveries(part_of(first, after), states=wanted, families=families)
