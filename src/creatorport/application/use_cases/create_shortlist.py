from dataclasses import dataclass

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import ShortlistId
from creatorport.domain.lists.shortlist import Shortlist
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CreateShortlistCommand:
    member: Member
    name: str
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class CreateShortlist:
    """Start an empty shortlist. Raises NotAllowed, InvalidValue, IdempotencyConflict."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: CreateShortlistCommand) -> ShortlistId:
        authorize(command.member, Action.KEEP_LISTS)
        shortlist = Shortlist.start(
            ShortlistId(self.identities.new()),
            command.member.workspace_id,
            name=command.name,
            by=command.member.id,
            now=self.clock.now(),
        )
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return ShortlistId(earlier)
            await uow.shortlists.add(shortlist)
            await once.keep(shortlist.id)
            await uow.commit()
        return shortlist.id
