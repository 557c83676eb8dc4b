from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.comment import COMMENTS_MAX, Comment
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CommentId, DeliverableId
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
