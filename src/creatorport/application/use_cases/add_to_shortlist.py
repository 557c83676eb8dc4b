from dataclasses import dataclass

from creatorport.application.creators_named import Named, known
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import CreatorId, ShortlistId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class AddToShortlistCommand:
    member: Member
    shortlist_id: ShortlistId
    creator_ids: tuple[CreatorId, ...]


@dataclass(frozen=True, slots=True)
class AddToShortlist:
    """Put up to 100 creators at the end; whoever is on it stays in place. Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: AddToShortlistCommand) -> Named:
        authorize(command.member, Action.KEEP_LISTS)
        member = command.member
        async with self.units() as uow:
            shortlist = await uow.shortlists.lock(member.workspace_id, command.shortlist_id)
            named = await known(uow, member.workspace_id, command.creator_ids)
            await uow.shortlists.save(shortlist.add(named.creator_ids, by=member.id, now=self.clock.now()))
            await uow.commit()
        return named
