from datetime import datetime, timedelta

import strawberry

from creatorport.application.hook_views import HookDeliveryView, HookView
from creatorport.graphql.fields import at_now, attribute, derived, edge
from creatorport.graphql.hook.loaders import HookByIdLoader, HookUrlByIdLoader
from creatorport.graphql.hook.states import (
    OutgoingWebhookAttemptOutcome,
    OutgoingWebhookDeadBecause,
    OutgoingWebhookDeliveryState,
    OutgoingWebhookDisabledBecause,
    OutgoingWebhookEventType,
    OutgoingWebhookState,
)
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.scalars import URL, BigInt

_MILLISECOND = timedelta(milliseconds=1)


@strawberry.type(description="An address of the workspace's that is told what happens. Its secret is shown to nobody.")
class OutgoingWebhook(Node):
    id: strawberry.ID = identity("OutgoingWebhook")
    origin: str = attribute("Where it leads: scheme, host and port of its address, by which it is known.")
    url: URL | None = edge(
        HookUrlByIdLoader,
        "Its whole address. For those who manage webhooks: a receiver's secret may be in it.",
        key=lambda hook: hook.id,
    )
    event_types: list[OutgoingWebhookEventType] | None = derived(
        lambda hook: hook.types, "What it is told of; null for everything, also what may be added."
    )
    state: OutgoingWebhookState = attribute("Whether it is told anything.")
    disabled_because: OutgoingWebhookDisabledBecause | None = derived(
        lambda hook: hook.because, "Why it is not; null while it is."
    )
    disabled_at: datetime | None = attribute("Since when it is not; null while it is.")
    created_at: datetime = attribute("When it was made.")
    secret_rotated_at: datetime | None = derived(
        lambda hook: hook.rotated_at, "When its secret was changed last; null where it has its first one."
    )
    former_secret_until: datetime | None = at_now(
        lambda hook, now: hook.retiring_until if hook.retiring_until and hook.retiring_until > now else None,
        "Until when the secret before signs along; null where none does.",
    )
    failing_since: datetime | None = attribute(
        "When the first of the attempts failed that failed since one succeeded; null where the last one did. After "
        "five days it is disabled."
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, HookView)


@strawberry.type(description="One call of a receiver, and what came of it.")
class OutgoingWebhookAttempt:
    number: int = attribute("Its number; the first is 1, and replays count on.")
    at: datetime = attribute("When it began.")
    outcome: OutgoingWebhookAttemptOutcome = attribute("What it came to.")
    status: int | None = attribute("The answer's HTTP status; null without an answer.")
    excerpt: str | None = attribute(
        "How the answer begins, in 500 characters at most; null without an answer. For those who manage webhooks, null "
        "for others: receivers may repeat their address in it."
    )
    duration_ms: int | None = derived(
        lambda attempt: None if attempt.took is None else attempt.took // _MILLISECOND,
        "How long it took, in milliseconds; null without an answer.",
    )
    reason: str | None = attribute("Why there is no answer; null where there is one.")


@strawberry.type(description="An event on its way to one outgoing webhook.")
class OutgoingWebhookDelivery(Node):
    id: strawberry.ID = identity("OutgoingWebhookDelivery")
    webhook: OutgoingWebhook | None = edge(
        HookByIdLoader, "The webhook that is told of it.", key=lambda delivery: delivery.hook_id
    )
    event_id: str = attribute("The event's id, sent as `webhook-id`: the same on each attempt and replay.")
    event_type: OutgoingWebhookEventType = derived(lambda delivery: delivery.type, "What it is of.")
    object_type: str = attribute("The type of what it is about.")
    object_id: strawberry.ID = attribute("The id of what it is about, as the graph knows it.")
    sequence: BigInt = attribute("Its number among the events of this object: it grows, and may leave gaps.")
    occurred_at: datetime = derived(lambda delivery: delivery.at, "When it happened.")
    state: OutgoingWebhookDeliveryState = attribute("Where it stands.")
    attempt_count: int = derived(
        lambda delivery: delivery.attempts,
        "How often it was tried since it happened, was replayed last, or its webhook got another address.",
    )
    due_at: datetime | None = attribute("When it is tried again; null where nothing is to be waited for.")
    expires_at: datetime | None = attribute(
        "When it is given up at the latest, be it that it still waits for its turn: eight days after it was looked at "
        "first. Null before, and once it was taken or given up."
    )
    sending_since: datetime | None = derived(
        lambda delivery: delivery.began_at, "When the attempt began that is under way; null where none is."
    )
    settled_at: datetime | None = attribute("When it was taken or given up; null before.")
    dead_because: OutgoingWebhookDeadBecause | None = derived(
        lambda delivery: delivery.because, "Why it was given up; null where it was not."
    )
    attempts: list[OutgoingWebhookAttempt] = derived(
        lambda delivery: delivery.log, "What came of the newest 30 attempts, the latest last."
    )
    body: str = attribute("What is sent, byte for byte: JSON.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, HookDeliveryView)
