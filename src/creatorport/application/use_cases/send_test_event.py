from dataclasses import dataclass

from creatorport.application.hooks.telling import news_of_test
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import WrongState
from creatorport.domain.hooks.delivery import HookDelivery
from creatorport.domain.ids import HookDeliveryId, HookId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class SendTestEventCommand:
    member: Member
    hook_id: HookId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class SendTestEvent:
    """Send a webhook an event that means nothing, in the way of all others, at once even where it failed a moment ago.

    Raises NotAllowed, NotFound, IdempotencyConflict, and WrongState for one that is disabled.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: SendTestEventCommand) -> HookDeliveryId:
        """Return the id of its delivery."""
        member = command.member
        authorize(member, Action.MANAGE_OUTGOING_WEBHOOKS)
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return HookDeliveryId(earlier)
            hook = await uow.hooks.lock(member.workspace_id, command.hook_id)
            if not hook.is_enabled:
                raise WrongState("webhook", hook.state.value, "be tested")
            tested = hook.test()
            delivery = HookDelivery.of(hook.id, hook.workspace_id, news_of_test(tested, self.clock.now()))
            await uow.hooks.save(tested)
            await uow.hook_deliveries.add(delivery)
            await uow.jobs.defer(DriveHook(hook.workspace_id, hook.id))
            await once.keep(delivery.id)
            await uow.commit()
        return delivery.id
