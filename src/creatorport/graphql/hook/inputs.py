from collections.abc import Sequence
from datetime import datetime

import strawberry

from creatorport.domain.hooks.news import HookEventType
from creatorport.graphql.hook.states import OutgoingWebhookEventType
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY

_WEBHOOK = "The webhook."


@strawberry.input(description="An address that is to be told what happens.")
class CreateOutgoingWebhookInput:
    url: str = strawberry.field(
        description="The address: https, on the internet, 1 to 2048 characters. It is not called for this."
    )
    event_types: list[OutgoingWebhookEventType] | None = strawberry.field(
        default=None, description="What it is to be told of; everything without it, also what may be added."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A change of an outgoing webhook. What is left out stays.")
class UpdateOutgoingWebhookInput:
    webhook_id: strawberry.ID = strawberry.field(description=_WEBHOOK)
    url: str | None = strawberry.field(
        default=None,
        description="Its new address. All that waits is sent there at once, with every attempt and all of its time "
        "before it.",
    )
    event_types: list[OutgoingWebhookEventType] | None = strawberry.field(
        default=None, description="What it is to be told of from now on."
    )
    all_event_types: bool = strawberry.field(
        default=False, description="Tell it of everything from now on, instead of the types that it names."
    )
    enabled: bool | None = strawberry.field(
        default=None,
        description="Whether it is to be told anything. What waits for one that is disabled is given up, and can be "
        "replayed later; what happens while it is disabled is never told to it.",
    )


@strawberry.input(description="An outgoing webhook whose secret is to be changed.")
class RotateOutgoingWebhookSecretInput:
    webhook_id: strawberry.ID = strawberry.field(description=_WEBHOOK)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="An outgoing webhook that is to be deleted.")
class DeleteOutgoingWebhookInput:
    webhook_id: strawberry.ID = strawberry.field(description=_WEBHOOK)


@strawberry.input(description="An outgoing webhook that is to be tried.")
class SendTestEventInput:
    webhook_id: strawberry.ID = strawberry.field(description=_WEBHOOK)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="An event that is to be sent once more.")
class ReplayOutgoingWebhookDeliveryInput:
    delivery_id: strawberry.ID = strawberry.field(description="The delivery.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="Dead letters that are to be sent once more.")
class ReplayDeadOutgoingWebhookDeliveriesInput:
    webhook_id: strawberry.ID = strawberry.field(description=_WEBHOOK)
    since: datetime = strawberry.field(description="Only those that were given up at this time or later.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


def types_of(given: Sequence[OutgoingWebhookEventType] | None) -> tuple[HookEventType, ...] | None:
    """Return what is named, each once, in one order."""
    return None if given is None else tuple(sorted({HookEventType(one.value) for one in given}))
