"""Shortlists, notes, tags and saved searches, the same whoever keeps them."""

import asyncio
from dataclasses import replace

import pytest

from creatorport.application.list_views import ListedView, NoteView, SavedSearchView, ShortlistView, TagView
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.stored_creators import StoredQuery
from creatorport.application.views import Slice
from creatorport.domain.errors import InvalidValue, NotFound
from creatorport.domain.ids import CreatorId, NoteId, SavedSearchId, ShortlistId, WorkspaceId
from creatorport.domain.lists.note import Note
from creatorport.domain.lists.saved_search import SavedSearch
from creatorport.domain.lists.shortlist import Shortlist
from creatorport.domain.workspace import Member, Role
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, creator, later
from tests.contract.persistence.world import ids, walk

AMY, BEN, ZOE = CreatorId("creator-amy"), CreatorId("creator-ben"), CreatorId("creator-zoe")
NOBODY = CreatorId("nobody")
AUTHOR = Member(IDA, LUMEN, Role.MANAGER)


def shortlist(
    name: str = "picks", *creators: CreatorId, workspace: WorkspaceId = LUMEN, minutes: float = 0
) -> Shortlist:
    started = Shortlist.start(ShortlistId(name), workspace, name=f"The {name}", by=IDA, now=later(minutes))
    return started.add(creators, by=IDA, now=later(minutes))


def note(name: str = "n-1", creator_id: CreatorId = BEN, minutes: float = 0, workspace: WorkspaceId = LUMEN) -> Note:
    by = replace(AUTHOR, workspace_id=workspace)
    return Note.write(NoteId(name), creator_id, words="Nice.\nFast.", by=by, now=later(minutes))


def search(name: str = "s-1", workspace: WorkspaceId = LUMEN, minutes: float = 0) -> SavedSearch:
    return SavedSearch.keep(
        SavedSearchId(name), workspace, name=f"The {name}", asked='{"filter":{}}', form=1, by=IDA, now=later(minutes)
    )


@pytest.fixture
async def units(backend: Backend) -> UnitsOfWork:
    """Units of work on two workspaces that know the same creators."""
    async with backend.units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.creators.put([creator(name, workspace) for name in ("amy", "ben", "zoe")])
        await uow.commit()
    return backend.units


async def test_a_shortlist_comes_back_with_its_creators_in_their_order(units: UnitsOfWork) -> None:
    picks = shortlist("picks", ZOE, AMY, BEN)
    async with units() as uow:
        await uow.shortlists.add(picks)
        await uow.commit()
    async with units() as uow:
        stored = await uow.shortlists.lock(LUMEN, picks.id)
        assert stored == picks
        changed = stored.rename("Best").move([BEN], behind=None).remove([AMY])
        await uow.shortlists.save(changed)
        await uow.commit()
    async with units() as uow:
        assert await uow.shortlists.lock(LUMEN, picks.id) == changed
        with pytest.raises(NotFound):
            await uow.shortlists.lock(UMBRA, picks.id)
        await uow.shortlists.remove(changed)
        await uow.commit()
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.shortlists.lock(LUMEN, picks.id)


async def test_those_who_add_to_a_shortlist_at_once_all_get_through(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.shortlists.add(shortlist())
        await uow.commit()

    async def add(creator_id: CreatorId) -> None:
        async with units() as uow:
            found = await uow.shortlists.lock(LUMEN, ShortlistId("picks"))
            await asyncio.sleep(0)
            await uow.shortlists.save(found.add([creator_id], by=IDA, now=NOW))
            await uow.commit()

    await asyncio.gather(*(add(one) for one in (AMY, BEN, ZOE, BEN)))
    async with units() as uow:
        found = await uow.shortlists.lock(LUMEN, ShortlistId("picks"))
    assert sorted(one.creator_id for one in found.creators) == [AMY, BEN, ZOE]


async def test_shortlists_are_read_by_page_by_id_and_by_creator(backend: Backend, units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.shortlists.add(shortlist("a", ZOE, AMY, BEN))
        await uow.shortlists.add(shortlist("b", BEN, minutes=1))
        await uow.shortlists.add(shortlist("c", minutes=2))
        await uow.shortlists.add(shortlist("a", BEN, workspace=UMBRA))
        await uow.commit()
    reads = backend.reads.lists.shortlists
    for size in (1, 2, 9):
        assert ids(await walk(lambda part: reads.page(LUMEN, part), size)) == ["c", "b", "a"]

        async def places(part: Slice) -> object:
            return (await reads.creators_of(LUMEN, [ShortlistId("a")], part))[ShortlistId("a")]

        assert [one.creator_id for one in await walk(places, size)] == [ZOE, AMY, BEN]  # type: ignore[arg-type]  # a page
    shown = ShortlistView(ShortlistId("a"), "The a", "ida", NOW)
    assert await reads.by_ids(LUMEN, [ShortlistId("a"), ShortlistId("x")]) == {ShortlistId("a"): shown}
    pages = await reads.creators_of(LUMEN, [ShortlistId("b"), ShortlistId("c"), ShortlistId("x")], Slice(5))
    assert {key: list(page.nodes) for key, page in pages.items()} == {
        ShortlistId("b"): [ListedView(BEN, "ida", later(1))],
        ShortlistId("c"): [],
    }
    on = await reads.of_creators(LUMEN, [BEN, ZOE, NOBODY], Slice(1))
    assert {key: (ids(page.nodes), page.total) for key, page in on.items()} == {BEN: (["b"], 2), ZOE: (["a"], 1)}
    with pytest.raises(InvalidValue):
        await reads.page(LUMEN, Slice(1, "x"))


async def test_a_note_comes_back_as_it_was_written_and_edited(backend: Backend, units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.notes.add(note())
        await uow.commit()
    async with units() as uow:
        stored = await uow.notes.lock(LUMEN, NoteId("n-1"))
        assert stored == note()
        edited = stored.edit("Slow.", by=AUTHOR, now=later(5))
        await uow.notes.save(edited)
        await uow.commit()
    shown = NoteView(NoteId("n-1"), BEN, "Slow.", "ida", NOW, later(5), "ida")
    assert await backend.reads.lists.notes.by_ids(LUMEN, [NoteId("n-1")]) == {NoteId("n-1"): shown}
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.notes.lock(UMBRA, NoteId("n-1"))
        await uow.notes.remove(await uow.notes.lock(LUMEN, NoteId("n-1")))
        await uow.commit()
    assert await backend.reads.lists.notes.by_ids(LUMEN, [NoteId("n-1")]) == {}


async def test_notes_are_read_by_creator_newest_first(backend: Backend, units: UnitsOfWork) -> None:
    async with units() as uow:
        for number in range(3):
            await uow.notes.add(note(f"n-{number}", minutes=number))
        await uow.notes.add(note("n-9", AMY))
        await uow.notes.add(note("n-0", workspace=UMBRA))
        await uow.commit()
    found = await backend.reads.lists.notes.of_creators(LUMEN, [BEN, AMY, ZOE, NOBODY], Slice(2))
    assert {key: (ids(page.nodes), page.total) for key, page in found.items()} == {
        BEN: (["n-2", "n-1"], 3),
        AMY: (["n-9"], 1),
        ZOE: ([], 0),
    }


async def test_tags_are_given_and_taken_within_their_workspace(backend: Backend, units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.tags.lock(LUMEN, [BEN, NOBODY]) == {BEN: frozenset()}
        await uow.tags.add(LUMEN, {BEN: ["curls", "ähre"], AMY: ["curls"]}, by=IDA, now=NOW)
        await uow.tags.add(LUMEN, {ZOE: ["curls"]}, by=IDA, now=later(1))
        await uow.tags.add(UMBRA, {BEN: ["theirs"]}, by=IDA, now=NOW)
        await uow.commit()
    async with units() as uow:
        assert await uow.tags.lock(LUMEN, [BEN, AMY]) == {BEN: frozenset({"curls", "ähre"}), AMY: frozenset({"curls"})}
    reads = backend.reads.lists.tags
    assert await reads.of_creators(LUMEN, [BEN, AMY, NOBODY]) == {BEN: ["curls", "ähre"], AMY: ["curls"]}
    for size in (1, 5):
        assert await walk(lambda part: reads.page(LUMEN, part), size) == [TagView("curls", 3), TagView("ähre", 1)]
        assert await walk(lambda part: reads.creators(LUMEN, "curls", part), size) == [ZOE, BEN, AMY]
    assert (await reads.creators(LUMEN, "theirs", Slice(5))).total == 0
    async with units() as uow:
        await uow.tags.remove(LUMEN, [BEN, AMY], ["curls", "none"])
        await uow.commit()
    assert await reads.of_creators(LUMEN, [BEN, AMY, ZOE]) == {BEN: ["ähre"], ZOE: ["curls"]}
    assert await reads.of_creators(UMBRA, [BEN]) == {BEN: ["theirs"]}


async def test_a_search_among_stored_creators_finds_those_who_have_all_of_its_tags(
    backend: Backend, units: UnitsOfWork
) -> None:
    async with units() as uow:
        await uow.tags.add(LUMEN, {BEN: ["curls", "berlin"], AMY: ["curls"]}, by=IDA, now=NOW)
        await uow.tags.add(UMBRA, {ZOE: ["curls"]}, by=IDA, now=NOW)
        await uow.commit()

    async def found(*tags: str) -> list[str]:
        page = await backend.reads.creators.page(LUMEN, Slice(9), StoredQuery(tags=tags))
        assert page.total == len(page.nodes)
        return sorted(ids(page.nodes))

    assert await found("curls") == [AMY, BEN]
    assert await found("berlin", "curls") == [BEN]
    assert await found("curls", "none") == []


async def test_those_who_tag_one_creator_at_once_see_each_others_tags(units: UnitsOfWork) -> None:
    async def give(tag: str) -> int:
        async with units() as uow:
            present = await uow.tags.lock(LUMEN, [BEN, AMY])
            await asyncio.sleep(0)
            await uow.tags.add(LUMEN, {BEN: {tag} - present[BEN]}, by=IDA, now=NOW)
            await uow.commit()
            return len(present[BEN])

    assert sorted(await asyncio.gather(*(give(tag) for tag in "abcd"))) == [0, 1, 2, 3]


async def test_a_saved_search_comes_back_as_it_was_kept(backend: Backend, units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.saved_searches.add(search())
        await uow.saved_searches.add(search("s-2", minutes=1))
        await uow.saved_searches.add(search(workspace=UMBRA))
        await uow.commit()
    async with units() as uow:
        stored = await uow.saved_searches.lock(LUMEN, SavedSearchId("s-1"))
        assert stored == search()
        await uow.saved_searches.save(stored.rename("Waves"))
        await uow.commit()
    reads = backend.reads.lists.saved_searches
    shown = SavedSearchView(SavedSearchId("s-1"), "Waves", '{"filter":{}}', 1, "ida", NOW)
    assert await reads.by_ids(LUMEN, [SavedSearchId("s-1"), SavedSearchId("x")]) == {SavedSearchId("s-1"): shown}
    for size in (1, 5):
        assert ids(await walk(lambda part: reads.page(LUMEN, part), size)) == ["s-2", "s-1"]
    async with units() as uow:
        await uow.saved_searches.remove(await uow.saved_searches.lock(LUMEN, SavedSearchId("s-1")))
        with pytest.raises(NotFound):
            await uow.saved_searches.lock(LUMEN, SavedSearchId("nobodys"))
        await uow.commit()
    assert ids((await reads.page(LUMEN, Slice(5))).nodes) == ["s-2"]
    assert (await reads.by_ids(UMBRA, [SavedSearchId("s-1")]))[SavedSearchId("s-1")].name == "The s-1"
