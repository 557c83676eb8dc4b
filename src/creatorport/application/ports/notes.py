from typing import Protocol

from creatorport.domain.ids import NoteId, WorkspaceId
from creatorport.domain.lists.note import Note


class Notes(Protocol):
    """What members wrote about creators."""

    async def add(self, note: Note) -> None:
        """Store a new one."""
        ...

    async def lock(self, workspace_id: WorkspaceId, note_id: NoteId) -> Note:
        """Return one, locked until the unit of work ends. Raises NotFound."""
        ...

    async def save(self, note: Note) -> None:
        """Store one that was locked."""
        ...

    async def remove(self, note: Note) -> None:
        """Drop one that was locked."""
        ...
