from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import SavedSearchId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RenameSavedSearchCommand:
    member: Member
    search_id: SavedSearchId
    name: str


@dataclass(frozen=True, slots=True)
class RenameSavedSearch:
    """Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork

    async def __call__(self, command: RenameSavedSearchCommand) -> None:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            search = await uow.saved_searches.lock(command.member.workspace_id, command.search_id)
            await uow.saved_searches.save(search.rename(command.name))
            await uow.commit()
