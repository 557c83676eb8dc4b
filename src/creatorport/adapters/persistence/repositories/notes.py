from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import NoteRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CreatorId, MemberId, NoteId, WorkspaceId
from creatorport.domain.lists.note import Note


class SqlNotes:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, note: Note) -> None:
        await self._at.execute(insert(NoteRow).values(columns(_to_row(note))))

    async def lock(self, workspace_id: WorkspaceId, note_id: NoteId) -> Note:
        row = await self._at.row(
            select(NoteRow)
            .where(col(NoteRow.workspace_id) == workspace_id, col(NoteRow.id) == note_id)
            .with_for_update()
        )
        if row is None:
            raise NotFound("note", note_id)
        return _from_row(row)

    async def save(self, note: Note) -> None:
        await self._at.execute(
            update(NoteRow)
            .where(col(NoteRow.workspace_id) == note.workspace_id, col(NoteRow.id) == note.id)
            .values(columns(_to_row(note)))
        )

    async def remove(self, note: Note) -> None:
        await self._at.execute(
            delete(NoteRow).where(col(NoteRow.workspace_id) == note.workspace_id, col(NoteRow.id) == note.id)
        )


def _to_row(note: Note) -> NoteRow:
    return NoteRow(
        workspace_id=note.workspace_id,
        id=note.id,
        creator_id=note.creator_id,
        text=note.text,
        author=note.author,
        written_at=note.written_at,
        edited_at=note.edited_at,
        edited_by=note.edited_by,
    )


def _from_row(row: NoteRow) -> Note:
    return Note(
        id=NoteId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        creator_id=CreatorId(row.creator_id),
        text=row.text,
        author=MemberId(row.author),
        written_at=row.written_at,
        edited_at=row.edited_at,
        edited_by=None if row.edited_by is None else MemberId(row.edited_by),
    )
