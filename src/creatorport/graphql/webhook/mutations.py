from typing import Annotated

import strawberry

from creatorport.application.use_cases.repair_webhooks import RepairWebhooksCommand
from creatorport.application.use_cases.replay_webhook import ReplayWebhookCommand
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.webhook.loaders import WebhookDeliveryByIdLoader
from creatorport.graphql.webhook.registrations import RepairWebhooksInput, RepairWebhooksPayload
from creatorport.graphql.webhook.types import WebhookDelivery


@strawberry.input(description="A stored webhook.")
class ReplayWebhookInput:
    delivery_id: strawberry.ID = strawberry.field(description="The delivery to act on once more.")


@strawberry.type(description="The delivery, or why it is not replayed.")
class ReplayWebhookPayload:
    delivery: WebhookDelivery | None = derived(
        lambda outcome: outcome.shown, "The delivery, which waits now; null where it was refused."
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class WebhookMutations:
    @mutation(
        "Act on a stored webhook once more. What it told before changes nothing, so that repeating this does no harm.",
        ReplayWebhookPayload,
    )
    async def replay_webhook(
        self,
        info: Info,
        input: Annotated[ReplayWebhookInput, strawberry.argument(description="The delivery.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        delivery_id = local_id("WebhookDelivery", input.delivery_id, "deliveryId")
        command = ReplayWebhookCommand(info.context.member, delivery_id)
        replayed = await info.context.use_cases.replay_webhook(command)
        return Outcome(await info.context.loaders.get(WebhookDeliveryByIdLoader).load(replayed))

    @mutation(
        "See to it that TikTok's webhooks arrive: register what is missing or points elsewhere. The worker does the "
        "same at its start, and from time to time; repeating it does no harm.",
        RepairWebhooksPayload,
    )
    async def repair_webhooks(
        self,
        info: Info,
        input: Annotated[RepairWebhooksInput, strawberry.argument(description="What is to be done.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = RepairWebhooksCommand(info.context.member, input.only_look)
        return Outcome(await info.context.use_cases.repair_webhooks(command))
