from dataclasses import dataclass

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.whose import see_to_it
from creatorport.domain.comment import COMMENT_MAX, COMMENTS_MAX, Comment
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CommentId, DeliverableId
from creatorport.domain.texts import text
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class Converse:
    """Adds a member's words to the conversation about a deliverable, within a unit of work. Raises InvalidValue."""

    clock: Clock
    identities: Identities

    async def __call__(self, uow: UnitOfWork, member: Member, deliverable_id: DeliverableId, words: str) -> None:
        comment = Comment.by(member, CommentId(self.identities.new()), deliverable_id, words, self.clock.now())
        if await uow.deliverables.count_comments(member.workspace_id, deliverable_id) >= COMMENTS_MAX:
            raise InvalidValue("comment", f"a deliverable has at most {COMMENTS_MAX} comments")
        await uow.deliverables.comment(comment)


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
