from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import publication_of
from creatorport.domain.ids import PublicationId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CancelPublicationCommand:
    member: Member
    publication_id: PublicationId


@dataclass(frozen=True, slots=True)
class CancelPublication:
    """Call off a post that TikTok has not heard of. Raises NotAllowed, NotFound, WrongState. Twice is no error."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: CancelPublicationCommand) -> PublicationId:
        authorize(command.member, Action.PUBLISH_VIDEOS)
        async with self.units() as uow:
            seen = await publication_of(uow, command.member, command.publication_id)
            cancelled = seen.cancel(self.clock.now())
            if cancelled is not seen:
                await uow.publications.save(cancelled)
                await uow.commit()
        return command.publication_id
