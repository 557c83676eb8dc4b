from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import SavedSearchId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DeleteSavedSearchCommand:
    member: Member
    search_id: SavedSearchId


@dataclass(frozen=True, slots=True)
class DeleteSavedSearch:
    """Raises NotAllowed, NotFound."""

    units: UnitsOfWork

    async def __call__(self, command: DeleteSavedSearchCommand) -> None:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            await uow.saved_searches.remove(
                await uow.saved_searches.lock(command.member.workspace_id, command.search_id)
            )
            await uow.commit()
