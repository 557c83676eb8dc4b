from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import CaptureInsights
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import account_of
from creatorport.domain.account import AccountState
from creatorport.domain.errors import NeedsReauth, NotPermitted
from creatorport.domain.ids import AccountId
from creatorport.domain.insights.reading import CONSENTED
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RefreshInsightsCommand:
    member: Member
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class RefreshInsights:
    """Have an account's own insights read, as far as they are no longer fresh; return whether anything was begun.

    Raises NotAllowed, NotFound, NotPermitted without the creator's consent to the business app, NeedsReauth.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: RefreshInsightsCommand) -> bool:
        member = command.member
        authorize(member, Action.SYNC_OWN_ACCOUNT)
        async with self.units() as uow:
            account = await account_of(uow, member, command.account_id)
            connection = await uow.business.find(account.workspace_id, account.id)
            if connection is None or connection.state is AccountState.DISCONNECTED:
                raise NotPermitted({"user.insights"}, connected=False)
            if connection.grant is None:
                raise NeedsReauth(connection.cause or "the grant is dead")
            known = await uow.consented.of(account.workspace_id, account.id)
            now = self.clock.now()
            waiting = [known[kind].due_at for kind in CONSENTED if kind in known]
            if len(waiting) == len(CONSENTED) and all(at is None or now < at for at in waiting):
                return False
            await uow.jobs.defer(CaptureInsights(account.workspace_id, account.id))
            await uow.commit()
        return True
