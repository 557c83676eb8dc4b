from dataclasses import dataclass, field
from typing import Annotated

import strawberry

from creatorport.application.hook_views import HookView
from creatorport.application.use_cases.create_hook import CreateHookCommand, SecretTold
from creatorport.application.use_cases.delete_hook import DeleteHookCommand
from creatorport.application.use_cases.replay_dead_hook_deliveries import ReplayDeadHookDeliveriesCommand
from creatorport.application.use_cases.replay_hook_delivery import ReplayHookDeliveryCommand
from creatorport.application.use_cases.rotate_hook_secret import RotateHookSecretCommand
from creatorport.application.use_cases.send_test_event import SendTestEventCommand
from creatorport.application.use_cases.update_hook import UpdateHookCommand
from creatorport.domain.ids import HookDeliveryId, HookId
from creatorport.graphql.context import Info
from creatorport.graphql.fields import Outcome, mutation
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.hook import inputs, payloads
from creatorport.graphql.hook.inputs import types_of
from creatorport.graphql.hook.loaders import HookByIdLoader, HookDeliveryByIdLoader


@dataclass(frozen=True, slots=True)
class _WithSecret:
    webhook: HookView | None
    secret: str = field(repr=False)


@strawberry.type
class HookMutations:
    @mutation(
        "Have an address told of what happens from now on, signed as the Standard Webhooks specification has it. A "
        "workspace has 20 of them at most.",
        payloads.CreateOutgoingWebhookPayload,
    )
    async def create_outgoing_webhook(
        self,
        info: Info,
        input: Annotated[inputs.CreateOutgoingWebhookInput, strawberry.argument(description="The webhook.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        types = types_of(input.event_types)
        command = CreateHookCommand(info.context.member, input.url, types, input.idempotency_key)
        return await _with_secret(info, await info.context.use_cases.hooks.create(command))

    @mutation(
        "Change where a webhook goes, what it is told of, or whether it is told anything.",
        payloads.UpdateOutgoingWebhookPayload,
    )
    async def update_outgoing_webhook(
        self,
        info: Info,
        input: Annotated[inputs.UpdateOutgoingWebhookInput, strawberry.argument(description="The change.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        hook_id = _hook(input.webhook_id)
        command = UpdateHookCommand(
            info.context.member,
            hook_id,
            input.url,
            types_of(input.event_types),
            all_types=input.all_event_types,
            enabled=input.enabled,
        )
        await info.context.use_cases.hooks.update(command)
        return Outcome(await info.context.loaders.get(HookByIdLoader).load(hook_id))

    @mutation(
        "Give a webhook a new secret. The present one signs along for 24 hours, so that its receiver can change over; "
        "one that did so until now no more.",
        payloads.RotateOutgoingWebhookSecretPayload,
    )
    async def rotate_outgoing_webhook_secret(
        self,
        info: Info,
        input: Annotated[inputs.RotateOutgoingWebhookSecretInput, strawberry.argument(description="The webhook.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = RotateHookSecretCommand(info.context.member, _hook(input.webhook_id), input.idempotency_key)
        return await _with_secret(info, await info.context.use_cases.hooks.rotate_secret(command))

    @mutation("Delete a webhook, with all that waits for it and was told to it.", payloads.DeleteOutgoingWebhookPayload)
    async def delete_outgoing_webhook(
        self,
        info: Info,
        input: Annotated[inputs.DeleteOutgoingWebhookInput, strawberry.argument(description="The webhook.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        hook_id = _hook(input.webhook_id)
        await info.context.use_cases.hooks.delete(DeleteHookCommand(info.context.member, hook_id))
        return Outcome(global_id("OutgoingWebhook", hook_id))

    @mutation(
        "Send an outgoing webhook an event that means nothing, in the way of all others. What came of it is told by "
        "its delivery. A test that is still on its way is sent once more instead.",
        payloads.SendTestEventPayload,
    )
    async def send_test_event(
        self,
        info: Info,
        input: Annotated[inputs.SendTestEventInput, strawberry.argument(description="The webhook.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = SendTestEventCommand(info.context.member, _hook(input.webhook_id), input.idempotency_key)
        return await _delivery_shown(info, await info.context.use_cases.hooks.send_test(command))

    @mutation(
        "Send one event once more, under the same id, with all attempts before it, whatever came of it. One that waits "
        "for its turn goes on waiting.",
        payloads.ReplayOutgoingWebhookDeliveryPayload,
    )
    async def replay_outgoing_webhook_delivery(
        self,
        info: Info,
        input: Annotated[inputs.ReplayOutgoingWebhookDeliveryInput, strawberry.argument(description="The delivery.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        delivery_id = HookDeliveryId(local_id("OutgoingWebhookDelivery", input.delivery_id, "deliveryId"))
        command = ReplayHookDeliveryCommand(info.context.member, delivery_id, input.idempotency_key)
        await info.context.use_cases.hooks.replay(command)
        return await _delivery_shown(info, delivery_id)

    @mutation(
        "Send a webhook the dead letters since a time once more, each as if it were replayed by itself.",
        payloads.ReplayDeadOutgoingWebhookDeliveriesPayload,
    )
    async def replay_dead_outgoing_webhook_deliveries(
        self,
        info: Info,
        input: Annotated[  # noqa: A002  Relay's word
            inputs.ReplayDeadOutgoingWebhookDeliveriesInput, strawberry.argument(description="Which dead letters.")
        ],
    ) -> Outcome:
        hook_id = _hook(input.webhook_id)
        command = ReplayDeadHookDeliveriesCommand(info.context.member, hook_id, input.since, input.idempotency_key)
        return Outcome(await info.context.use_cases.hooks.replay_dead(command))


def _hook(text: strawberry.ID) -> HookId:
    return HookId(local_id("OutgoingWebhook", text, "webhookId"))


async def _with_secret(info: Info, told: SecretTold) -> Outcome:
    shown = await info.context.loaders.get(HookByIdLoader).load(told.hook_id)
    return Outcome(_WithSecret(shown, told.secret.reveal()))


async def _delivery_shown(info: Info, delivery_id: HookDeliveryId) -> Outcome:
    return Outcome(await info.context.loaders.get(HookDeliveryByIdLoader).load(delivery_id))
