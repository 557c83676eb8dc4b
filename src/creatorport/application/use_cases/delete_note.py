from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import NoteId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DeleteNoteCommand:
    member: Member
    note_id: NoteId


@dataclass(frozen=True, slots=True)
class DeleteNote:
    """Its author and the owners delete a note. Raises NotAllowed, NotFound."""

    units: UnitsOfWork

    async def __call__(self, command: DeleteNoteCommand) -> None:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            note = await uow.notes.lock(command.member.workspace_id, command.note_id)
            note.check_changeable(command.member, "DELETE_NOTE")
            await uow.notes.remove(note)
            await uow.commit()
