from dataclasses import dataclass

from creatorport.application.conversing import Converse
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import see_to_it
from creatorport.domain.comment import COMMENT_MAX
from creatorport.domain.ids import DeliverableId
from creatorport.domain.texts import text
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CommentOnDeliverableCommand:
    member: Member
    deliverable_id: DeliverableId
    comment: str
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class CommentOnDeliverable:
    """Say something about a deliverable. Creators may about their own.

    Raises NotAllowed, NotFound, InvalidValue, IdempotencyConflict.
    """

    units: UnitsOfWork
    converse: Converse

    async def __call__(self, command: CommentOnDeliverableCommand) -> DeliverableId:
        authorize(command.member, Action.DISCUSS_DELIVERABLES)
        text(command.comment, "comment", COMMENT_MAX, lines=True)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return command.deliverable_id
            deliverable = await uow.deliverables.lock(command.member.workspace_id, command.deliverable_id)
            await see_to_it(uow, command.member, deliverable)
            await self.converse(uow, command.member, deliverable.id, command.comment)
            await once.keep(deliverable.id)
            await uow.commit()
        return command.deliverable_id
