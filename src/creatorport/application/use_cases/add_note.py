from dataclasses import dataclass

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CreatorId, NoteId
from creatorport.domain.lists.note import Note
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class AddNoteCommand:
    member: Member
    creator_id: CreatorId
    text: str
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class AddNote:
    """Write a note about a creator. Raises NotAllowed, NotFound, InvalidValue, IdempotencyConflict."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: AddNoteCommand) -> NoteId:
        authorize(command.member, Action.KEEP_LISTS)
        note = Note.write(
            NoteId(self.identities.new()),
            command.creator_id,
            words=command.text,
            by=command.member,
            now=self.clock.now(),
        )
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return NoteId(earlier)
            if not await uow.creators.find_many(note.workspace_id, [note.creator_id]):
                raise NotFound("creator", note.creator_id)
            await uow.notes.add(note)
            await once.keep(note.id)
            await uow.commit()
        return note.id
