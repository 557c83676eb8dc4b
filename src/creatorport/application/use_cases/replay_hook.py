from dataclasses import dataclass
from datetime import datetime

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.errors import NotFound, WrongState
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.ids import HookDeliveryId, HookId, WorkspaceId
from creatorport.domain.times import instant
from creatorport.domain.workspace import Member

REPLAY_MAX = 10_000


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
            hook = await _awake(uow, workspace_id, seen.hook_id)
            delivery = await uow.hook_deliveries.lock(workspace_id, command.delivery_id)
            replayed = delivery.replay()
            if replayed is not delivery:
                await uow.hook_deliveries.save_all([replayed])
            await uow.jobs.defer(DriveHook(workspace_id, hook.id))
            await once.keep(delivery.id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ReplayDeadHookDeliveriesCommand:
    """Those that were given up at `since` or later."""

    member: Member
    hook_id: HookId
    since: datetime
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class ReplayDeadHookDeliveries:
    """Send a webhook what was given up, each event as if it were replayed by itself; the earliest come first.

    Raises NotAllowed, NotFound, InvalidValue, IdempotencyConflict, and WrongState for one that is disabled.
    """

    units: UnitsOfWork

    async def __call__(self, command: ReplayDeadHookDeliveriesCommand) -> int:
        """Return how many are replayed: at most REPLAY_MAX."""
        workspace_id = command.member.workspace_id
        authorize(command.member, Action.MANAGE_OUTGOING_WEBHOOKS)
        since = instant(command.since, "since")
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, int):
                return earlier
            hook = await _awake(uow, workspace_id, command.hook_id)
            replayed = await uow.hook_deliveries.replay_dead(workspace_id, hook.id, since, REPLAY_MAX)
            await uow.jobs.defer(DriveHook(workspace_id, hook.id))
            await once.keep(replayed)
            await uow.commit()
        return replayed


async def _awake(uow: UnitOfWork, workspace_id: WorkspaceId, hook_id: HookId) -> Hook:
    """Lock a hook that is to be called at once, although it failed a moment ago. Raises NotFound, WrongState."""
    hook = await uow.hooks.lock(workspace_id, hook_id)
    if not hook.is_enabled:
        raise WrongState("webhook", hook.state.value, "be sent anything")
    awake = hook.wake()
    if awake is not hook:
        await uow.hooks.save(awake)
    return hook
