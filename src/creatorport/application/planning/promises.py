from datetime import datetime, timedelta

from creatorport.application.planning.views import PromiseView
from creatorport.application.ports.planning import Kept
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.freshness.pledge import PromiseSubject
from creatorport.domain.ids import AccountId, PromiseId, WorkspaceId


def promise_view(kept: Kept, now: datetime) -> PromiseView:
    """Return a promise as it stands, with the interval that is still open counted in."""
    promise = kept.promise
    until = promise.withdrawn_at or now
    ledgers = [ledger.as_of(max(until, ledger.since)) for ledger in kept.ledgers]
    is_account = promise.subject is PromiseSubject.ACCOUNT
    return PromiseView(
        id=promise.id,
        account_id=AccountId(promise.subject_id) if is_account else None,
        campaign_id=None if is_account else promise.subject_id,
        bound=promise.bound,
        made_by=promise.made_by,
        made_at=promise.made_at,
        withdrawn_at=promise.withdrawn_at,
        things=len(ledgers),
        refreshes=sum(ledger.refreshes for ledger in ledgers),
        breaches=sum(ledger.breaches for ledger in ledgers),
        worst=max((ledger.worst for ledger in ledgers), default=timedelta()),
        is_broken_now=promise.withdrawn_at is None and any(one.age(now) > one.bound for one in kept.ledgers),
        due_at=min((one.due() for one in kept.ledgers), default=None) if promise.withdrawn_at is None else None,
    )


async def kept_view(uow: UnitOfWork, workspace_id: WorkspaceId, promise_id: PromiseId, now: datetime) -> PromiseView:
    """Return a promise as it stands now, in this unit of work."""
    kept = await uow.promises.kept(workspace_id)
    return next(promise_view(one, now) for one in kept if one.promise.id == promise_id)
