"""How many of a worker's hands receivers may hold, who are as slow as they like; and those of one workspace."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import HookId, WorkspaceId

_MOMENT = timedelta(seconds=1)
_OF_A_MOMENT = 20
"""How many come back in each moment. More would keep a worker busy with turning them away."""


@dataclass(frozen=True, slots=True)
class InTurns:
    """Drive `most` hooks at a time in this process, `of_one` workspace so many; the others come back in a moment.

    Without that, a workspace with a few receivers that let everybody wait would keep a worker from all other jobs. The
    more were turned away since a turn ended, the later the next of them comes back.
    """

    units: UnitsOfWork
    drive: Callable[[DriveHook], Awaitable[None]]
    most: int
    of_one: int
    _running: Counter[WorkspaceId] = field(default_factory=Counter)
    _away: set[HookId] = field(default_factory=set)

    async def __call__(self, job: DriveHook) -> None:
        if self._running.total() >= self.most or self._running[job.workspace_id] >= self.of_one:
            await self._come_back(job)
            return
        self._running[job.workspace_id] += 1
        try:
            await self.drive(job)
        finally:
            self._away.clear()
            self._running[job.workspace_id] -= 1
            if not self._running[job.workspace_id]:
                del self._running[job.workspace_id]

    async def _come_back(self, job: DriveHook) -> None:
        wait = _MOMENT * (1 + len(self._away) // _OF_A_MOMENT)
        self._away.add(job.hook_id)
        async with self.units() as uow:
            await uow.jobs.defer(job, after=wait)
            await uow.commit()
