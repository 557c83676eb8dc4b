from dataclasses import dataclass

from creatorport.application.creators_named import Named, among, checked
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import CreatorId
from creatorport.domain.lists.tags import tags
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class UntagCreatorsCommand:
    member: Member
    creator_ids: tuple[CreatorId, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UntagCreators:
    """Take tags off up to 100 creators, as far as they have them. Raises NotAllowed, InvalidValue."""

    units: UnitsOfWork

    async def __call__(self, command: UntagCreatorsCommand) -> Named:
        authorize(command.member, Action.KEEP_LISTS)
        workspace_id, unwanted = command.member.workspace_id, tags(command.tags)
        async with self.units() as uow:
            named = among(command.creator_ids, await uow.tags.lock(workspace_id, checked(command.creator_ids)))
            await uow.tags.remove(workspace_id, named.creator_ids, unwanted)
            await uow.commit()
        return named
