from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork

KEPT = timedelta(days=1)
"""For how long a sign-in is remembered after its start, so that a late repeat is told that it was used."""


@dataclass(frozen=True, slots=True)
class ForgetSignIns:
    """Drop sign-ins that can no longer be finished, with their verifiers."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self) -> int:
        async with self.units() as uow:
            gone = await uow.attempts.forget_before(self.clock.now() - KEPT)
            await uow.commit()
        return gone
