from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import NoteId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class EditNoteCommand:
    member: Member
    note_id: NoteId
    text: str


@dataclass(frozen=True, slots=True)
class EditNote:
    """Its author and the owners change a note. Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: EditNoteCommand) -> None:
        authorize(command.member, Action.KEEP_LISTS)
        async with self.units() as uow:
            note = await uow.notes.lock(command.member.workspace_id, command.note_id)
            await uow.notes.save(note.edit(command.text, by=command.member, now=self.clock.now()))
            await uow.commit()
