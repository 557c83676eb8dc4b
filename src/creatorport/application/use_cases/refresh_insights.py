from dataclasses import dataclass

from creatorport.application.marketplace_access import working_access
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import CaptureCreatorInsights, CaptureInsights
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import account_of
from creatorport.domain.account import AccountState
from creatorport.domain.errors import NeedsReauth, NotFound, NotPermitted
from creatorport.domain.ids import AccountId, CreatorId
from creatorport.domain.insights.reading import CONSENTED, PUBLIC
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


@dataclass(frozen=True, slots=True)
class RefreshCreatorInsightsCommand:
    member: Member
    creator_id: CreatorId


@dataclass(frozen=True, slots=True)
class RefreshCreatorInsights:
    """Have a creator's public insights read, as far as they are no longer fresh; return whether anything was begun.

    Raises NotAllowed, NotFound, MarketplaceNotConnected.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: RefreshCreatorInsightsCommand) -> bool:
        member = command.member
        authorize(member, Action.DISCOVER_CREATORS)
        await working_access(self.units, member.workspace_id)
        async with self.units() as uow:
            if not await uow.creators.find_many(member.workspace_id, [command.creator_id]):
                raise NotFound("creator", command.creator_id)
            known = await uow.creator_readings.of(member.workspace_id, command.creator_id)
            now = self.clock.now()
            if all(kind in known and not known[kind].is_due(now) for kind in PUBLIC):
                return False
            await uow.jobs.defer(CaptureCreatorInsights(member.workspace_id, command.creator_id))
            await uow.commit()
        return True
