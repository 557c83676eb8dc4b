from dataclasses import dataclass

from creatorport.application.hooks.waking import woken
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import HookDeliveryId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ReplayHookDeliveryCommand:
    member: Member
    delivery_id: HookDeliveryId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class ReplayHookDelivery:
    """Send one event once more, under its id, with all attempts before it. One that waits for its turn goes on waiting.

    Raises NotAllowed, NotFound, IdempotencyConflict, and WrongState while its webhook is disabled.
    """

    units: UnitsOfWork

    async def __call__(self, command: ReplayHookDeliveryCommand) -> None:
        workspace_id = command.member.workspace_id
        authorize(command.member, Action.MANAGE_OUTGOING_WEBHOOKS)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return
            seen = await uow.hook_deliveries.find(workspace_id, command.delivery_id)
            if seen is None:
                raise NotFound("webhook delivery", command.delivery_id)
            hook = await woken(uow, workspace_id, seen.hook_id)
            delivery = await uow.hook_deliveries.lock(workspace_id, command.delivery_id)
            replayed = delivery.replay()
            if replayed is not delivery:
                await uow.hook_deliveries.save_all([replayed])
            await uow.jobs.defer(DriveHook(workspace_id, hook.id))
            await once.keep(delivery.id)
            await uow.commit()
