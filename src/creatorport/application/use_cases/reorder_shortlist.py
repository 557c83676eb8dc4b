from dataclasses import dataclass

from creatorport.application.creators_named import checked
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import CreatorId, ShortlistId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ReorderShortlistCommand:
    member: Member
    shortlist_id: ShortlistId
    creator_ids: tuple[CreatorId, ...]
    behind: CreatorId | None


@dataclass(frozen=True, slots=True)
class ReorderShortlist:
    """Put up to 100 of its creators behind another one, or at the top. Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork

    async def __call__(self, command: ReorderShortlistCommand) -> None:
        authorize(command.member, Action.KEEP_LISTS)
        checked(command.creator_ids)
        async with self.units() as uow:
            shortlist = await uow.shortlists.lock(command.member.workspace_id, command.shortlist_id)
            await uow.shortlists.save(shortlist.move(command.creator_ids, behind=command.behind))
            await uow.commit()
