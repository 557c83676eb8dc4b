from dataclasses import dataclass

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import SavedSearchId
from creatorport.domain.lists.saved_search import SavedSearch
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class SaveSearchCommand:
    """`asked` is JSON of what was looked for, in the numbered `form`."""

    member: Member
    name: str
    asked: str
    form: int
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """Keep a search under a name. Raises NotAllowed, InvalidValue, IdempotencyConflict."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: SaveSearchCommand) -> SavedSearchId:
        authorize(command.member, Action.KEEP_LISTS)
        search = SavedSearch.keep(
            SavedSearchId(self.identities.new()),
            command.member.workspace_id,
            name=command.name,
            asked=command.asked,
            form=command.form,
            by=command.member.id,
            now=self.clock.now(),
        )
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return SavedSearchId(earlier)
            await uow.saved_searches.add(search)
            await once.keep(search.id)
            await uow.commit()
        return search.id
