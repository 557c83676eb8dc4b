from dataclasses import dataclass
from datetime import datetime

from creatorport.application.hooks.waking import woken
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import HookId
from creatorport.domain.times import instant
from creatorport.domain.workspace import Member

REPLAY_MAX = 10_000


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
            hook = await woken(uow, workspace_id, command.hook_id)
            replayed = await uow.hook_deliveries.replay_dead(workspace_id, hook.id, since, REPLAY_MAX)
            await uow.jobs.defer(DriveHook(workspace_id, hook.id))
            await once.keep(replayed)
            await uow.commit()
        return replayed
