from dataclasses import dataclass

from creatorport.application.creators_named import Named, known
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import CreatorId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ReadmitCreatorsCommand:
    member: Member
    creator_ids: tuple[CreatorId, ...]


@dataclass(frozen=True, slots=True)
class ReadmitCreators:
    """Take up to 100 creators off the exclusion list. Who is not on it stays off. Raises NotAllowed, InvalidValue."""

    units: UnitsOfWork

    async def __call__(self, command: ReadmitCreatorsCommand) -> Named:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            named = await known(uow, command.member.workspace_id, command.creator_ids)
            await uow.exclusions.remove(command.member.workspace_id, named.creator_ids)
            await uow.commit()
        return named
