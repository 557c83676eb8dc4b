from dataclasses import dataclass

from creatorport.application.marketplace_access import working_access
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import CaptureCreatorInsights
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CreatorId
from creatorport.domain.insights.reading import PUBLIC
from creatorport.domain.workspace import Member


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
