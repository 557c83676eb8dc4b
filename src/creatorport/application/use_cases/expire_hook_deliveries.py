from dataclasses import dataclass, field

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class ExpireHookDeliveries:
    """Give up the events that waited for too long on their way to outgoing webhooks; they can be replayed.

    One statement looks at `at_once` of them, and is committed before the next: nobody is held up for long.
    """

    units: UnitsOfWork
    clock: Clock
    at_once: int = field(default=1_000)

    async def __call__(self) -> None:
        now = self.clock.now()
        looked = self.at_once
        while looked >= self.at_once:
            async with self.units() as uow:
                looked = await uow.hook_deliveries.look_over(now, self.at_once)
                await uow.commit()
