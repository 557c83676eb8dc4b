from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.ports.inbox import Wanted
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import NotFound

REPLAY_MAX = 10_000
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class ReplayWebhooks:
    """Act on stored deliveries once more, whomever they concern: the operator's doing, at the console."""

    units: UnitsOfWork

    async def __call__(self, wanted: Wanted) -> int:
        """Return how many are replayed: at most REPLAY_MAX, the earliest. Those that wait anyway are not counted."""
        async with self.units() as uow:
            ids = await uow.inbox.find(wanted, REPLAY_MAX)
        return sum([await self._replay(ids[start : start + _AT_ONCE]) for start in range(0, len(ids), _AT_ONCE)])

    async def _replay(self, ids: Sequence[str]) -> int:
        replayed = 0
        async with self.units() as uow:
            for delivery_id in sorted(ids):
                try:
                    stored = await uow.inbox.lock(delivery_id)
                except NotFound:
                    continue  # its time was over since
                handling = stored.handling.replay()
                if handling is not stored.handling:
                    await uow.inbox.save(delivery_id, handling)
                    await uow.jobs.defer(ProcessDelivery(delivery_id))
                    replayed += 1
            await uow.commit()
        return replayed
