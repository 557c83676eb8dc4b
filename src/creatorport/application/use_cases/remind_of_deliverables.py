from dataclasses import dataclass

from creatorport.application.deliverable_log import keep
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.due_dates import DueRhythm
from creatorport.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one round came to."""

    reminded: int
    missed: int


@dataclass(frozen=True, slots=True)
class RemindOfDeliverables:
    """Remind creators of what is due, and mark as missed what the grace has passed for.

    What is owed to a completed campaign is owed on; by a cancelled one nobody is waited for any more.
    TikTok has no way to tell a creator: a reminder is recorded on the deliverable and in the campaign's activity, where
    the creator and the brand's own channels find it.
    """

    units: UnitsOfWork
    clock: Clock
    rhythm: DueRhythm

    async def __call__(self) -> Reminded:
        now = self.clock.now()
        async with self.units() as uow:
            candidates = await uow.deliverables.owed_by(now + self.rhythm.horizon)
        reminded = missed = 0
        for candidate in candidates:
            if self._next(candidate) is not candidate:
                before, after = await self._move(candidate)
                reminded += after.reminded != before.reminded
                missed += after.state is not before.state
        return Reminded(reminded, missed)

    async def _move(self, candidate: Deliverable) -> tuple[Deliverable, Deliverable]:
        """Move the deliverable on as it is now: it may have been handed in since the list was read."""
        async with self.units() as uow:
            try:
                before = await uow.deliverables.lock(candidate.workspace_id, candidate.id)
            except NotFound:
                return candidate, candidate
            after = self._next(before)
            if after is not before:
                await keep(uow, after)
                await uow.commit()
        return before, after

    def _next(self, one: Deliverable) -> Deliverable:
        now = self.clock.now()
        gone = one.miss(self.rhythm, now)
        return one.remind(self.rhythm, now) if gone is one else gone
