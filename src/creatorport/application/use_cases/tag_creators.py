from dataclasses import dataclass, replace

from creatorport.application.creators_named import Named, among, checked
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.refused import Refused
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId
from creatorport.domain.lists.tags import tagged, tags
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class TagCreatorsCommand:
    member: Member
    creator_ids: tuple[CreatorId, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagCreators:
    """Give up to 100 creators tags. One who would have too many gets none, and does not hold up the others.

    Raises NotAllowed, InvalidValue.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: TagCreatorsCommand) -> Named:
        authorize(command.member, Action.KEEP_LISTS)
        workspace_id, wanted = command.member.workspace_id, tags(command.tags)
        async with self.units() as uow:
            present = await uow.tags.lock(workspace_id, checked(command.creator_ids))
            named = among(command.creator_ids, present)
            new: dict[CreatorId, frozenset[str]] = {}
            refusals = list(named.refusals)
            for one in named.creator_ids:
                try:
                    new[one] = tagged(present[one], wanted) - present[one]
                except InvalidValue as refusal:
                    refusals.append(Refused.of(refusal, field=f"creatorIds.{command.creator_ids.index(one)}"))
            await uow.tags.add(workspace_id, new, by=command.member.id, now=self.clock.now())
            await uow.commit()
        return replace(named, creator_ids=tuple(new), refusals=tuple(refusals))
