from dataclasses import dataclass, replace

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.syncing.begin import BeginSync
from creatorport.application.whose import account_of
from creatorport.domain.errors import NeedsReauth, SyncTooSoon
from creatorport.domain.ids import AccountId, SyncRunId
from creatorport.domain.sync import SyncTrigger
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class SyncAccountCommand:
    member: Member
    account_id: AccountId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class SyncAccountNow:
    """Sync an account because a person asks, or join the run under way.

    Raises NotAllowed, NotFound, NeedsReauth, SyncTooSoon, IdempotencyConflict.
    """

    units: UnitsOfWork
    begin: BeginSync

    async def __call__(self, command: SyncAccountCommand) -> SyncRunId:
        authorize(command.member, Action.SYNC_OWN_ACCOUNT)
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return SyncRunId(earlier)
            account = await account_of(uow, command.member, command.account_id)
            if account.grant is None:
                raise NeedsReauth(account.cause or "the account is disconnected")
            now = self.begin.clock.now()
            times = await uow.syncs.lock_times(account.workspace_id, account.id)
            if times.asked_at is not None and now < times.asked_at + self.begin.policy.by_hand:
                raise SyncTooSoon(times.asked_at + self.begin.policy.by_hand)
            await uow.syncs.keep_times(replace(times, asked_at=now))
            run = await self.begin(uow, account, SyncTrigger.MANUAL)
            await once.keep(run.id)
            await uow.commit()
        return run.id
