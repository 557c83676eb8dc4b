from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.let_go import forget_insights
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.leases import Leases
from creatorport.application.ports.retention import OverdueAccount
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.syncing.begin import BeginSync
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.ids import AccountId, PurgeId, WorkspaceId
from creatorport.domain.retention import AT_ONCE, DropReason, Purge, Purged, RetentionPolicy
from creatorport.domain.sync import SyncTrigger

_ACCOUNTS_A_ROUND = 200
"""Accounts that one round looks at."""
_EVENTS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class PurgeRound:
    """Drop what outlived its time, and report it.

    Of an account without a grant, all that TikTok told of the person goes when its time is over. Of a connected one,
    it is read anew first: only what a sync that ended after its time did not bring again is dropped, so that TikTok's
    absence shows as a failed sync and a reason, never as data that is silently gone. Numbers stay.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    leases: Leases
    begin_sync: BeginSync
    policy: RetentionPolicy

    async def __call__(self) -> None:
        async with self.leases.hold("retention"):
            await self._forget_keys()
            await self._forget_webhooks()
            await self._forget_told()
            async with self.units() as uow:
                overdue = await uow.retention.overdue(self.clock.now() - self.policy.personal, _ACCOUNTS_A_ROUND)
                orphaned = await uow.consented.orphaned(self.clock.now() - self.policy.personal, _ACCOUNTS_A_ROUND)
            for one in overdue:
                await self._look_at(one)
            for workspace_id, account_id in orphaned:
                await self._forget_insights(workspace_id, account_id)

    async def _forget_keys(self) -> None:
        async with self.units() as uow:
            forgotten = await uow.idempotency.forget_older_than(self.policy.keys)
            await self._report_outlived(uow, Purged.IDEMPOTENCY_KEYS, forgotten)
            await uow.commit()

    async def _forget_webhooks(self) -> None:
        async with self.units() as uow:
            forgotten = await uow.inbox.forget_older_than(self.policy.webhooks)
            await self._report_outlived(uow, Purged.WEBHOOKS, forgotten)
            await uow.commit()

    async def _forget_told(self) -> None:
        told, untold = self.clock.now() - self.policy.told, self.clock.now() - self.policy.untold
        forgotten: Mapping[WorkspaceId, int] | None = None
        while forgotten is None or sum(forgotten.values()) >= _EVENTS_AT_ONCE:
            async with self.units() as uow:
                forgotten = await uow.hook_deliveries.forget(told, untold, _EVENTS_AT_ONCE)
                await self._report_outlived(uow, Purged.TOLD_EVENTS, forgotten)
                await uow.commit()

    async def _report_outlived(self, uow: UnitOfWork, what: Purged, forgotten: Mapping[WorkspaceId, int]) -> None:
        now = self.clock.now()
        for workspace_id, items in sorted(forgotten.items()):
            purge = Purge(self._new_id(), workspace_id, now, what, DropReason.OUTLIVED, items)
            await uow.retention.report(purge)

    async def _forget_insights(self, workspace_id: WorkspaceId, account_id: AccountId) -> None:
        async with self.units() as uow:
            connection = await uow.business.lock(workspace_id, account_id)
            if connection is None or connection.grant is not None:
                return  # the creator consented again since the list was read
            lost = connection.state is AccountState.NEEDS_REAUTH
            reason = DropReason.GRANT_LOST if lost else DropReason.DISCONNECTED
            await forget_insights(uow, workspace_id, account_id, reason, self.clock.now(), self.identities)
            await uow.commit()

    async def _look_at(self, overdue: OverdueAccount) -> None:
        async with self.units() as uow:
            try:
                account = await uow.accounts.load(overdue.workspace_id, overdue.account_id)
                if account.grant is not None and await uow.syncs.find_open(account.workspace_id, account.id):
                    return  # begun since the list was read: it may bring everything
                await self._drop(uow, account, overdue.tried_at)
                await uow.commit()
            except (ConcurrentChange, NotFound):
                return  # somebody was quicker; the next round looks again

    async def _drop(self, uow: UnitOfWork, account: TikTokAccount, tried_at: datetime | None) -> None:
        now = self.clock.now()
        over, reason = self._over(account, tried_at, now)
        dropped = False
        if over is not None and account.profile_at <= over and account.dropped is None:
            await uow.accounts.save(account.forget_person(reason, now))
            await self._report(uow, account, Purged.PROFILE, reason, 1)
            dropped = True
        if over is not None:
            texts = await uow.videos.forget_texts(account.workspace_id, account.id, seen_before=over, now=now)
            if texts:
                await self._report(uow, account, Purged.VIDEO_TEXTS, reason, texts)
            dropped = dropped or texts > 0
        if account.grant is not None and not dropped:
            # Nobody has looked for it since its time was over.
            await self.begin_sync(uow, account, SyncTrigger.RETENTION)

    def _over(
        self, account: TikTokAccount, tried_at: datetime | None, now: datetime
    ) -> tuple[datetime | None, DropReason]:
        """Return the moment of reading up to which everything is to be dropped, and why. None: nothing yet."""
        if account.grant is not None:
            return None if tried_at is None else tried_at - self.policy.personal, DropReason.NOT_REFRESHED
        lost = account.state is AccountState.NEEDS_REAUTH
        reason = DropReason.GRANT_LOST if lost else DropReason.DISCONNECTED
        return now if account.loss in AT_ONCE else now - self.policy.personal, reason

    async def _report(
        self, uow: UnitOfWork, account: TikTokAccount, what: Purged, reason: DropReason, items: int
    ) -> None:
        now = self.clock.now()
        await uow.retention.report(Purge(self._new_id(), account.workspace_id, now, what, reason, items, account.id))

    def _new_id(self) -> PurgeId:
        return PurgeId(self.identities.new())
