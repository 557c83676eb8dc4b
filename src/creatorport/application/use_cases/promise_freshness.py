from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from creatorport.application.once import Once
from creatorport.application.planning.holding import Holdings, promised_targets
from creatorport.application.planning.promises import kept_view
from creatorport.application.planning.views import PromiseView
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.freshness.pledge import FreshnessPromise, PromiseSubject
from creatorport.domain.freshness.promise import promise
from creatorport.domain.ids import AccountId, CampaignId, PromiseId
from creatorport.domain.workspace import Member

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PromiseFreshnessCommand:
    member: Member
    subject: PromiseSubject
    subject_id: str
    bound: timedelta
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseFreshness:
    """Promise that an account's or a campaign's numbers are never older than a bound.

    A promise about the same subject is replaced. It is made only where the workspace's own part of the calls keeps it
    beside all others of the workspace. Raises NotAllowed, NotFound, InvalidValue, PromiseTooGreat, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    holdings: Holdings

    async def __call__(self, command: PromiseFreshnessCommand) -> PromiseView:
        member = command.member
        authorize(member, Action.PROMISE_FRESHNESS)
        now = self.clock.now()
        made = FreshnessPromise(
            PromiseId(self.identities.new()),
            member.workspace_id,
            command.subject,
            command.subject_id,
            command.bound,
            member.id,
            now,
        )
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return await kept_view(uow, made.workspace_id, PromiseId(earlier), now)
            if made.subject is PromiseSubject.ACCOUNT:
                await uow.accounts.load(made.workspace_id, AccountId(made.subject_id))
            else:
                await uow.campaigns.load(made.workspace_id, CampaignId(made.subject_id))
            for held in await uow.promises.lock_all(made.workspace_id):
                if (held.subject, held.subject_id) == (made.subject, made.subject_id):
                    await uow.promises.save(held.withdraw(now))
            await uow.promises.add(made)
            await self._check(uow, made, now)
            view = await kept_view(uow, made.workspace_id, made.id, now)
            await once.keep(made.id)
            await uow.commit()
        return view

    async def _check(self, uow: UnitOfWork, made: FreshnessPromise, now: datetime) -> None:
        """Raises PromiseTooGreat, before anything is committed."""
        keys = await uow.promises.keys(made.workspace_id, made.subject, made.subject_id)
        holding = await self.holdings.of(uow, made.workspace_id, now)
        about = promised_targets(holding.things, now, keys)
        others = [one for one in promised_targets(holding.things, now) if one.key not in keys]
        # One that another promise binds more tightly is paid for by that one, and counted as it is.
        tighter = [one for one in about if one.bound is not None and one.bound < made.bound / _DAY]
        own = [replace(one, bound=None) for one in about if one not in tighter]
        promise(own, made.bound / _DAY, others=[*others, *tighter], calls_per_day=holding.promisable(now))
