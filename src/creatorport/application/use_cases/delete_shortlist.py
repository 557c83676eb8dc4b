from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import ShortlistId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DeleteShortlistCommand:
    member: Member
    shortlist_id: ShortlistId


@dataclass(frozen=True, slots=True)
class DeleteShortlist:
    """Raises NotAllowed, NotFound."""

    units: UnitsOfWork

    async def __call__(self, command: DeleteShortlistCommand) -> None:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            await uow.shortlists.remove(await uow.shortlists.lock(command.member.workspace_id, command.shortlist_id))
            await uow.commit()
