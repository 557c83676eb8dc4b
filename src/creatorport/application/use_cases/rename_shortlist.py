from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import ShortlistId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RenameShortlistCommand:
    member: Member
    shortlist_id: ShortlistId
    name: str


@dataclass(frozen=True, slots=True)
class RenameShortlist:
    """Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork

    async def __call__(self, command: RenameShortlistCommand) -> None:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            shortlist = await uow.shortlists.lock(command.member.workspace_id, command.shortlist_id)
            await uow.shortlists.save(shortlist.rename(command.name))
            await uow.commit()
