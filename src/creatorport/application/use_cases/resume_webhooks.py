from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.application.ports.unit_of_work import UnitsOfWork

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ResumeWebhooks:
    """Try deliveries again whose job ended without a word: its worker died each time, or the queue gave it up.

    That counts as an attempt, so that one which kills every worker becomes a dead letter, too.
    """

    units: UnitsOfWork
    clock: Clock
    idle_for: timedelta

    async def __call__(self) -> None:
        async with self.units() as uow:
            for delivery_id in sorted(await uow.inbox.forgotten(self.idle_for, _AT_ONCE)):
                stored = await uow.inbox.lock(delivery_id)
                if not stored.handling.is_waiting:
                    continue
                handling = stored.handling.fail("its attempt ended without a word", self.clock.now())
                await uow.inbox.save(delivery_id, handling)
                if handling.is_waiting:
                    await uow.jobs.defer(ProcessDelivery(delivery_id))
            await uow.commit()
