from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import CaptureInsights
from creatorport.application.ports.unit_of_work import UnitsOfWork

_AT_ONCE = 100
"""Accounts that one round begins; the others are for the next."""


@dataclass(frozen=True, slots=True)
class CaptureDueInsights:
    """Begin to read the insights of every account that has any due, the longest due first."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self) -> int:
        async with self.units() as uow:
            due = await uow.consented.due(self.clock.now(), _AT_ONCE)
            for workspace_id, account_id in due:
                await uow.jobs.ensure(CaptureInsights(workspace_id, account_id))
            await uow.commit()
        return len(due)
