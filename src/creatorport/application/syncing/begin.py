from dataclasses import dataclass, replace
from datetime import timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import SyncAccount
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.syncing.progress import tell
from creatorport.domain.account import TikTokAccount
from creatorport.domain.ids import SyncRunId
from creatorport.domain.schedule import DailySchedule
from creatorport.domain.sync import SyncRun, SyncTrigger

_ASKED_FOR = frozenset({SyncTrigger.CONNECT, SyncTrigger.MANUAL})
"""Why a run is made where somebody waits for it."""


@dataclass(frozen=True, slots=True)
class SyncPolicy:
    """When accounts are synced: `daily` by schedule, the complete list every `walk_every`, by hand every `by_hand`."""

    daily: DailySchedule
    walk_every: timedelta = timedelta(days=7)
    by_hand: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class BeginSync:
    """Queue a run for an account, within the caller's unit of work. While one is open, asking again joins it.

    A job that waits for later is brought forward for a new run, and for an interrupted one that somebody asks for,
    unless that one waits until TikTok's limit permits it.
    """

    clock: Clock
    identities: Identities
    policy: SyncPolicy

    async def __call__(self, uow: UnitOfWork, account: TikTokAccount, trigger: SyncTrigger) -> SyncRun:
        now = self.clock.now()
        # Held to the end, so that of two who ask at once the second finds the first one's run.
        times = await uow.syncs.lock_times(account.workspace_id, account.id)
        if times.next_at is None or trigger in (SyncTrigger.SCHEDULED, SyncTrigger.CONNECT):
            times = replace(times, next_at=self.policy.daily.next(account.id, now))
            await uow.syncs.keep_times(times)
        job = SyncAccount(account.workspace_id, account.id)
        run = await uow.syncs.find_open(account.workspace_id, account.id)
        if run is None:
            overdue = times.walked_at is None or now - times.walked_at >= self.policy.walk_every
            run = SyncRun(
                SyncRunId(self.identities.new()),
                account.workspace_id,
                account.id,
                trigger,
                whole=overdue or trigger in (SyncTrigger.CONNECT, SyncTrigger.PLANNED),
                queued_at=now,
            )
            await uow.syncs.add(run)
            await tell(uow, run, now)
            await uow.jobs.defer(job)
        elif trigger in _ASKED_FOR and not run.waits_for_limit:
            await uow.jobs.defer(job)
        else:
            await uow.jobs.ensure(job)
        return run
