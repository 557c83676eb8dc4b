"""Note: what a member wrote about a creator, for the others of the workspace."""

from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.errors import NotAllowed
from creatorport.domain.ids import CreatorId, MemberId, NoteId, WorkspaceId
from creatorport.domain.texts import text
from creatorport.domain.workspace import Member, Role

NOTE_MAX = 2000


@dataclass(frozen=True, slots=True)
class Note:
    """Everybody of the brand reads it; its author and the owners change it."""

    id: NoteId
    workspace_id: WorkspaceId
    creator_id: CreatorId
    text: str
    author: MemberId
    written_at: datetime
    edited_at: datetime | None = None
    edited_by: MemberId | None = None

    @classmethod
    def write(
        cls,
        id: NoteId,  # noqa: A002  the domain's word
        creator_id: CreatorId,
        *,
        words: str,
        by: Member,
        now: datetime,
    ) -> "Note":
        """Write one. Raises InvalidValue."""
        return cls(id, by.workspace_id, creator_id, text(words, "text", NOTE_MAX, lines=True), by.id, now)

    def edit(self, words: str, *, by: Member, now: datetime) -> "Note":
        """Change its words. Raises NotAllowed, InvalidValue."""
        self.check_changeable(by, "EDIT_NOTE")
        return replace(self, text=text(words, "text", NOTE_MAX, lines=True), edited_at=now, edited_by=by.id)

    def check_changeable(self, by: Member, action: str) -> None:
        """Raises NotAllowed for whoever is neither its author nor an owner."""
        if by.id != self.author and by.role is not Role.OWNER:
            raise NotAllowed(action, by.role.value, who="the note's author or an owner")
