import strawberry

from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.hook.types import OutgoingWebhook, OutgoingWebhookDelivery

_WEBHOOK = "The webhook; null where it was refused."
_SECRET = (
    "The secret that signs what is sent, `whsec_` and base64. It is shown this once, and to repeats under its "  # noqa: S105  a description
    "idempotency key; null where it was refused."
)


@strawberry.type(description="The webhook with its secret, or why there is none.")
class CreateOutgoingWebhookPayload:
    webhook: OutgoingWebhook | None = derived(lambda outcome: outcome.shown and outcome.shown.webhook, _WEBHOOK)
    secret: str | None = derived(lambda outcome: outcome.shown and outcome.shown.secret, _SECRET)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The webhook with its new secret, or why it has none.")
class RotateOutgoingWebhookSecretPayload:
    webhook: OutgoingWebhook | None = derived(lambda outcome: outcome.shown and outcome.shown.webhook, _WEBHOOK)
    secret: str | None = derived(lambda outcome: outcome.shown and outcome.shown.secret, _SECRET)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The webhook as it is now, or why it was not changed.")
class UpdateOutgoingWebhookPayload:
    webhook: OutgoingWebhook | None = derived(lambda outcome: outcome.shown, _WEBHOOK)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="What was deleted, or why it was not.")
class DeleteOutgoingWebhookPayload:
    deleted_id: strawberry.ID | None = derived(
        lambda outcome: outcome.shown, "The id of the webhook that was deleted; null where it was refused."
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The test on its way, or why none was sent.")
class SendTestEventPayload:
    delivery: OutgoingWebhookDelivery | None = derived(
        lambda outcome: outcome.shown, "The delivery of the test; null where it was refused."
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The delivery, or why it is not sent once more.")
class ReplayOutgoingWebhookDeliveryPayload:
    delivery: OutgoingWebhookDelivery | None = derived(
        lambda outcome: outcome.shown, "The delivery; null where it was refused."
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="How much is sent once more, or why nothing is.")
class ReplayDeadOutgoingWebhookDeliveriesPayload:
    replayed: int = derived(
        lambda outcome: outcome.shown or 0,
        "How many events are sent once more: the earliest 10,000 at most. Ask again for the others.",
    )
    errors: list[UserError] = attribute(ERRORS)
