"""Comment: one line of the conversation about a deliverable. It is written once and stays."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import CommentId, DeliverableId, MemberId, WorkspaceId
from creatorport.domain.texts import text
from creatorport.domain.workspace import Member, Role

COMMENT_MAX = 2000
COMMENTS_MAX = 500
"""How many one deliverable can have."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Who said what, when. `role` is what they were then: the brand's people and the creator are told apart by it."""

    id: CommentId
    workspace_id: WorkspaceId
    deliverable_id: DeliverableId
    author: MemberId
    role: Role
    text: str
    at: datetime

    @classmethod
    def by(
        cls,
        member: Member,
        id: CommentId,  # noqa: A002  the domain's word
        deliverable_id: DeliverableId,
        words: str,
        now: datetime,
        *,
        field: str = "comment",
    ) -> "Comment":
        """Write one, with the space around it taken off. Raises InvalidValue."""
        bare = text(words, field, COMMENT_MAX, lines=True)
        return cls(id, member.workspace_id, deliverable_id, member.id, member.role, bare, now)
