from dataclasses import dataclass

from creatorport.application.creators_named import Named, known
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import CreatorId, ShortlistId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RemoveFromShortlistCommand:
    member: Member
    shortlist_id: ShortlistId
    creator_ids: tuple[CreatorId, ...]


@dataclass(frozen=True, slots=True)
class RemoveFromShortlist:
    """Take up to 100 creators off; whoever is not on it stays off. Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork

    async def __call__(self, command: RemoveFromShortlistCommand) -> Named:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            shortlist = await uow.shortlists.lock(command.member.workspace_id, command.shortlist_id)
            named = await known(uow, command.member.workspace_id, command.creator_ids)
            await uow.shortlists.save(shortlist.remove(named.creator_ids))
            await uow.commit()
        return named
