from typing import Annotated

import strawberry

from creatorport.application.use_cases.add_note import AddNoteCommand
from creatorport.application.use_cases.delete_note import DeleteNoteCommand
from creatorport.application.use_cases.edit_note import EditNoteCommand
from creatorport.domain.ids import CreatorId, NoteId
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.note.loaders import NoteByIdLoader
from creatorport.graphql.note.types import Note

_TEXT = "The words, 1 to 2000 characters."
_NOTE = "The note; null where it was refused."


@strawberry.input(description="What to write about whom.")
class AddNoteInput:
    creator_id: strawberry.ID = strawberry.field(description="The creator.")
    text: str = strawberry.field(description=_TEXT)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A note and its new words.")
class EditNoteInput:
    note_id: strawberry.ID = strawberry.field(description="A note of your own; an owner may change any.")
    text: str = strawberry.field(description=_TEXT)


@strawberry.input(description="The note to delete.")
class DeleteNoteInput:
    note_id: strawberry.ID = strawberry.field(description="A note of your own; an owner may delete any.")


@strawberry.type(description="The note that was written, or why none was.")
class AddNotePayload:
    note: Note | None = derived(lambda outcome: outcome.shown, _NOTE)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The note with its new words, or why it has none.")
class EditNotePayload:
    note: Note | None = derived(lambda outcome: outcome.shown, _NOTE)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="Which note was deleted, or why none was.")
class DeleteNotePayload:
    deleted_id: strawberry.ID | None = derived(
        lambda outcome: outcome.shown, "The id that the note had; null where it was not deleted."
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class NoteMutations:
    @mutation("Write a note about a creator, for the members of the workspace.", AddNotePayload)
    async def add_note(
        self,
        info: Info,
        input: Annotated[AddNoteInput, strawberry.argument(description="The note.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        creator_id = CreatorId(local_id("Creator", input.creator_id, "creatorId"))
        command = AddNoteCommand(info.context.member, creator_id, input.text, input.idempotency_key)
        return await _shown(info, await info.context.use_cases.lists.add_note(command))

    @mutation("Change the words of a note. Its author may, and any owner.", EditNotePayload)
    async def edit_note(
        self,
        info: Info,
        input: Annotated[EditNoteInput, strawberry.argument(description="The note.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        note_id = NoteId(local_id("Note", input.note_id, "noteId"))
        await info.context.use_cases.lists.edit_note(EditNoteCommand(info.context.member, note_id, input.text))
        return await _shown(info, note_id)

    @mutation("Delete a note. Its author may, and any owner.", DeleteNotePayload)
    async def delete_note(
        self,
        info: Info,
        input: Annotated[DeleteNoteInput, strawberry.argument(description="The note.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        note_id = NoteId(local_id("Note", input.note_id, "noteId"))
        await info.context.use_cases.lists.delete_note(DeleteNoteCommand(info.context.member, note_id))
        return Outcome(global_id("Note", note_id))


async def _shown(info: Info, note_id: NoteId) -> Outcome:
    return Outcome(await info.context.loaders.get(NoteByIdLoader).load(note_id))
