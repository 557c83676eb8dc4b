from dataclasses import dataclass

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.token_hash import token_hash
from creatorport.domain.errors import StateUnknown
from creatorport.domain.landing import Landing


@dataclass(frozen=True, slots=True)
class FindLanding:
    """Tell where the browser of a sign-in goes, however it ended. Nowhere in particular for an unknown state."""

    units: UnitsOfWork

    async def __call__(self, state: str) -> Landing:
        async with self.units() as uow:
            try:
                return (await uow.attempts.lock(token_hash(state))).landing
            except StateUnknown:
                return Landing()
