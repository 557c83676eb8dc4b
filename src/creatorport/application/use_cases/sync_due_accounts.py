from dataclasses import dataclass, replace

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.syncing.begin import BeginSync
from creatorport.domain.sync import SyncTimes, SyncTrigger

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class SyncDueAccounts:
    """Begin the scheduled sync of every account whose time has come. What was missed is made up once."""

    units: UnitsOfWork
    begin: BeginSync

    async def __call__(self) -> int:
        """Return how many accounts were due."""
        async with self.units() as uow:
            due = await uow.syncs.due(self.begin.clock.now(), _AT_ONCE)
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
