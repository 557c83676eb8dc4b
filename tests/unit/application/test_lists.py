"""Who keeps lists, and what comes of it when it is repeated, refused or done by several at once."""

import asyncio

import pytest

from creatorport.application.creators_named import Named
from creatorport.application.refused import Refused
from creatorport.application.use_cases.add_note import AddNoteCommand
from creatorport.application.use_cases.add_to_shortlist import AddToShortlistCommand
from creatorport.application.use_cases.create_shortlist import CreateShortlistCommand
from creatorport.application.use_cases.delete_note import DeleteNoteCommand
from creatorport.application.use_cases.delete_shortlist import DeleteShortlistCommand
from creatorport.application.use_cases.edit_note import EditNoteCommand
from creatorport.application.use_cases.reorder_shortlist import ReorderShortlistCommand
from creatorport.application.use_cases.save_search import SaveSearchCommand
from creatorport.application.use_cases.tag_creators import TagCreatorsCommand
from creatorport.application.use_cases.untag_creators import UntagCreatorsCommand
from creatorport.domain.errors import InvalidValue, NotAllowed, NotFound
from creatorport.domain.ids import CreatorId, MemberId, NoteId, ShortlistId
from creatorport.domain.lists.note import Note
from creatorport.domain.lists.saved_search import SavedSearch
from creatorport.domain.lists.shortlist import CREATORS_MAX, Shortlist
from creatorport.domain.lists.tags import TAGS_MAX
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.lists.use_cases import ListUseCases
from tests.fakes.lists import list_use_cases
from tests.unit.application.interleaving import InterleavingUnitsOfWork
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, VIEWER, Stage

COLLEAGUE = Member(MemberId("moritz"), LUMEN, Role.MANAGER)


def keeping(stage: Stage) -> ListUseCases:
    return list_use_cases(InterleavingUnitsOfWork(stage.units), stage.clock, stage.identities)


def tags_of(stage: Stage, creator_id: CreatorId) -> set[str]:
    return {tag for tag, _, _ in stage.storage.records.get(("tags", LUMEN, creator_id), ())}


async def test_a_shortlist_that_is_asked_for_twice_with_one_key_is_made_once() -> None:
    stage = Stage()
    command = CreateShortlistCommand(MANAGER, "Picks", "key-1")
    made = await asyncio.gather(*(keeping(stage).create_shortlist(command) for _ in range(3)))
    assert len(set(made)) == 1
    assert [one.name for one in stage.kept(Shortlist)] == ["Picks"]


async def test_creators_are_put_on_a_shortlist_and_the_unknown_are_named() -> None:
    stage = Stage()
    lists = keeping(stage)
    picks = await lists.create_shortlist(CreateShortlistCommand(MANAGER, "Picks"))
    mara, ben = await stage.know("mara", "ben")
    added = await lists.add_to_shortlist(AddToShortlistCommand(COLLEAGUE, picks, (mara, CreatorId("x"), ben)))
    assert added == Named((mara, ben), (Refused.of(NotFound("creator", "x"), field="creatorIds.1"),))
    await lists.reorder_shortlist(ReorderShortlistCommand(MANAGER, picks, (ben,), None))
    (stored,) = stage.kept(Shortlist)
    assert [(one.creator_id, one.added_by) for one in stored.creators] == [(ben, COLLEAGUE.id), (mara, COLLEAGUE.id)]


async def test_a_full_shortlist_refuses_the_whole_call() -> None:
    stage = Stage()
    lists = keeping(stage)
    names = [f"c{number}" for number in range(CREATORS_MAX + 1)]
    known = await stage.know(*names)
    picks = await lists.create_shortlist(CreateShortlistCommand(MANAGER, "Picks"))
    for start in range(0, CREATORS_MAX, 100):
        await lists.add_to_shortlist(AddToShortlistCommand(MANAGER, picks, tuple(known[start : start + 100])))
    with pytest.raises(InvalidValue):
        await lists.add_to_shortlist(AddToShortlistCommand(MANAGER, picks, (known[-1],)))
    (stored,) = stage.kept(Shortlist)
    assert len(stored.creators) == CREATORS_MAX


async def test_a_note_is_changed_and_deleted_by_its_author_and_owners_alone() -> None:
    stage = Stage()
    lists = keeping(stage)
    (mara,) = await stage.know("mara")
    note_id = await lists.add_note(AddNoteCommand(MANAGER, mara, "Nice."))
    for refused in (
        lists.edit_note(EditNoteCommand(COLLEAGUE, note_id, "Mine.")),
        lists.delete_note(DeleteNoteCommand(COLLEAGUE, note_id)),
    ):
        with pytest.raises(NotAllowed):
            await refused
    await lists.edit_note(EditNoteCommand(OWNER, note_id, "Better."))
    (note,) = stage.kept(Note)
    assert (note.text, note.author, note.edited_by) == ("Better.", MANAGER.id, OWNER.id)
    await lists.delete_note(DeleteNoteCommand(MANAGER, note_id))
    assert stage.kept(Note) == []
    with pytest.raises(NotFound):
        await lists.delete_note(DeleteNoteCommand(MANAGER, note_id))


async def test_nobody_unknown_is_written_about() -> None:
    stage = Stage()
    with pytest.raises(NotFound):
        await keeping(stage).add_note(AddNoteCommand(MANAGER, CreatorId("x"), "Nice."))
    assert stage.storage.records == {}


async def test_one_who_would_have_too_many_tags_gets_none_and_the_others_get_theirs() -> None:
    stage = Stage()
    lists = keeping(stage)
    mara, ben = await stage.know("mara", "ben")
    many = tuple(f"t{number}" for number in range(TAGS_MAX))
    assert await lists.tag_creators(TagCreatorsCommand(MANAGER, (mara,), many)) == Named((mara,))
    answer = await lists.tag_creators(TagCreatorsCommand(MANAGER, (CreatorId("x"), mara, ben), ("New", "#t1")))
    assert answer.creator_ids == (ben,)
    assert [(one.code, one.field) for one in answer.refusals] == [
        ("NOT_FOUND", "creatorIds.0"),
        ("INVALID_VALUE", "creatorIds.1"),
    ]
    assert (tags_of(stage, mara), tags_of(stage, ben)) == (set(many), {"new", "t1"})
    await lists.untag_creators(UntagCreatorsCommand(MANAGER, (mara, ben), ("T1", "other")))
    assert (tags_of(stage, mara), tags_of(stage, ben)) == (set(many) - {"t1"}, {"new"})


async def test_a_creator_never_has_too_many_tags_whoever_gives_them_at_once() -> None:
    stage = Stage()
    (mara,) = await stage.know("mara")
    commands = [TagCreatorsCommand(MANAGER, (mara,), tuple(f"{one}{n}" for n in range(8))) for one in "abcd"]
    answers = await asyncio.gather(*(keeping(stage).tag_creators(one) for one in commands))
    assert sum(bool(answer.creator_ids) for answer in answers) == 2
    assert len(tags_of(stage, mara)) == 16


@pytest.mark.parametrize("by", [VIEWER, CREATOR, STRANGER], ids=str)
async def test_lists_are_kept_by_those_who_run_the_workspace_alone(by: Member) -> None:
    stage = Stage()
    lists = keeping(stage)
    (mara,) = await stage.know("mara")
    picks = await lists.create_shortlist(CreateShortlistCommand(MANAGER, "Picks"))
    note_id = await lists.add_note(AddNoteCommand(MANAGER, mara, "Nice."))
    before = dict(stage.storage.records)
    for refused in (
        lists.delete_shortlist(DeleteShortlistCommand(by, picks)),
        lists.add_to_shortlist(AddToShortlistCommand(by, picks, (mara,))),
        lists.edit_note(EditNoteCommand(by, note_id, "Mine.")),
        lists.delete_note(DeleteNoteCommand(by, NoteId("x"))),
        lists.delete_shortlist(DeleteShortlistCommand(by, ShortlistId("x"))),
    ):
        with pytest.raises(NotFound if by is STRANGER else NotAllowed):
            await refused
    if by is not STRANGER:
        with pytest.raises(NotAllowed):
            await lists.save_search(SaveSearchCommand(by, "Curls", "{}", 1))
    assert stage.storage.records == before
    assert stage.kept(SavedSearch) == []
