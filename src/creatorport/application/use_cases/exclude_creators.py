from dataclasses import dataclass

from creatorport.application.creators_named import Named, known
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import CreatorId
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ExcludeCreatorsCommand:
    member: Member
    creator_ids: tuple[CreatorId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ExcludeCreators:
    """Exclude up to 100 creators from the workspace's campaigns. Invitations that are out already stay.

    Whoever is excluded already gets the new reason. Raises NotAllowed, InvalidValue.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: ExcludeCreatorsCommand) -> Named:
        authorize(command.member, Action.KEEP_LISTS)
        workspace_id, now = command.member.workspace_id, self.clock.now()
        async with self.units() as uow:
            named = await known(uow, workspace_id, command.creator_ids)
            await uow.exclusions.put(
                # Sorted, so that two members who exclude the same creators never wait for each other in a circle.
                Exclusion.of(workspace_id, one, reason=command.reason, by=command.member.id, now=now)
                for one in sorted(named.creator_ids)
            )
            await uow.commit()
        return named
