from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork


@dataclass(frozen=True, slots=True)
class ForgetSearches:
    """Drop the results of searches whose time is over. The creators they found stay."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self) -> int:
        async with self.units() as uow:
            gone = await uow.found_lists.forget_before(self.clock.now())
            await uow.commit()
        return gone
