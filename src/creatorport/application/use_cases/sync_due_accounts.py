from dataclasses import dataclass, replace

from creatorport.application.planning.allowance import syncs_now
from creatorport.application.ports.quotas import Quotas
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.syncing.begin import BeginSync
from creatorport.domain.sync import SyncTimes, SyncTrigger

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class SyncDueAccounts:
    """Begin the scheduled sync of every account whose time has come. What was missed is made up once.

    Where the app has a daily quota, what promises take of it is left to the planner; the others are begun next day.
    """

    units: UnitsOfWork
    begin: BeginSync
    quotas: Quotas

    async def __call__(self) -> int:
        """Return how many accounts were due."""
        today = await self.quotas.today()
        async with self.units() as uow:
            now = self.begin.clock.now()
            most = syncs_now(await uow.plans.pace(), today, now, _AT_ONCE) if today else _AT_ONCE
            due = await uow.syncs.due(now, most) if most else ()
        for times in due:
            await self._sync(times)
        return len(due)

    async def _sync(self, due: SyncTimes) -> None:
        async with self.units() as uow:
            times = await uow.syncs.lock_times(due.workspace_id, due.account_id)
            account = await uow.accounts.load(due.workspace_id, due.account_id)
            if times.next_at != due.next_at:
                return
            if account.grant is None:
                # Connecting it again gives it a time again.
                await uow.syncs.keep_times(replace(times, next_at=None))
            else:
                await self.begin(uow, account, SyncTrigger.SCHEDULED)
            await uow.commit()
