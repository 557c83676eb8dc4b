from dataclasses import dataclass

from creatorport.application.hooks.telling import news_of_test
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.errors import WrongState
from creatorport.domain.hooks.delivery import HookDelivery
from creatorport.domain.hooks.hook import Hook
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
    A test that is still on its way is sent once more instead.

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
            delivery_id = await self._again(uow, hook) or await self._anew(uow, hook)
            await uow.jobs.defer(DriveHook(hook.workspace_id, hook.id))
            await once.keep(delivery_id)
            await uow.commit()
        return delivery_id

    async def _again(self, uow: UnitOfWork, hook: Hook) -> HookDeliveryId | None:
        """Have the newest test sent at once, where it is still on its way: another would wait behind it, for days."""
        newest = await uow.hook_deliveries.lock_all(hook.workspace_id, [self._delivery(hook).id])
        under_way = [one for one in newest if one.is_open]
        if not under_way:
            return None
        if hook.wake() is not hook:
            await uow.hooks.save(hook.wake())
        await uow.hook_deliveries.save_all([one.replay() for one in under_way])
        return under_way[0].id

    async def _anew(self, uow: UnitOfWork, hook: Hook) -> HookDeliveryId:
        tested = hook.test()
        delivery = self._delivery(tested)
        await uow.hooks.save(tested)
        await uow.hook_deliveries.add(delivery)
        return delivery.id

    def _delivery(self, hook: Hook) -> HookDelivery:
        return HookDelivery.of(hook.id, hook.workspace_id, news_of_test(hook, self.clock.now()))
