"""Reads of lists in memory, over the storage of the in-memory units of work."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from creatorport.application.list_views import (
    ExclusionView,
    ListedView,
    NoteView,
    SavedSearchView,
    ShortlistView,
    TagView,
)
from creatorport.application.ports.list_reads import ListReads
from creatorport.application.views import Page, Slice
from creatorport.domain.creator import Creator
from creatorport.domain.ids import CreatorId, NoteId, SavedSearchId, ShortlistId, WorkspaceId
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.lists.note import Note
from creatorport.domain.lists.saved_search import SavedSearch
from creatorport.domain.lists.shortlist import Listed, Shortlist
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf

_EXCLUSIONS: Order[Exclusion] = Order("exclusions", lambda one: (one.excluded_at, one.creator_id), descending=True)
_SHORTLISTS: Order[Shortlist] = Order("shortlists", lambda one: (one.created_at, one.id), descending=True)
_PLACES: Order[tuple[int, Listed]] = Order("shortlist", lambda one: (one[0], one[1].creator_id))
_NOTES: Order[Note] = Order("notes", lambda one: (one.written_at, one.id), descending=True)
_SEARCHES: Order[SavedSearch] = Order("saved-searches", lambda one: (one.created_at, one.id), descending=True)
_TAGS: Order[tuple[str, int]] = Order("tags", lambda one: (0, one[0]))
_TAGGED: Order[tuple[datetime, CreatorId]] = Order("tagged", lambda one: one, descending=True)


def list_reads_in_memory(shelf: Shelf) -> ListReads:
    return ListReads(
        exclusions=InMemoryExclusionReads(shelf),
        shortlists=InMemoryShortlistReads(shelf),
        notes=InMemoryNoteReads(shelf),
        tags=InMemoryTagReads(shelf),
        saved_searches=InMemorySavedSearchReads(shelf),
    )


def _known(shelf: Shelf, workspace_id: WorkspaceId, ids: Collection[CreatorId]) -> Sequence[CreatorId]:
    return [one.id for one in shelf.of(Creator, workspace_id, "creator") if one.id in ids]


@dataclass
class InMemoryExclusionReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ExclusionView]:
        return _EXCLUSIONS.page(self._all(workspace_id, "exclusions.page"), part, _exclusion)

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, ExclusionView]:
        found = self._all(workspace_id, "exclusions.of_creators")
        return {one.creator_id: _exclusion(one) for one in found if one.creator_id in ids}

    def _all(self, workspace_id: WorkspaceId, call: str) -> list[Exclusion]:
        return self.shelf.of(Exclusion, workspace_id, "exclusion", call)


@dataclass
class InMemoryShortlistReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ShortlistView]:
        return _SHORTLISTS.page(self._all(workspace_id, "shortlists.page"), part, _shortlist)

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[ShortlistId]
    ) -> Mapping[ShortlistId, ShortlistView]:
        return {one.id: _shortlist(one) for one in self._all(workspace_id, "shortlists.by_ids") if one.id in ids}

    async def creators_of(
        self, workspace_id: WorkspaceId, ids: Collection[ShortlistId], part: Slice
    ) -> Mapping[ShortlistId, Page[ListedView]]:
        found = self._all(workspace_id, "shortlists.creators_of")
        return {one.id: _PLACES.page(enumerate(one.creators, 1), part, _listed) for one in found if one.id in ids}

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], part: Slice
    ) -> Mapping[CreatorId, Page[ShortlistView]]:
        found = self._all(workspace_id, "shortlists.of_creators")
        return {
            key: _SHORTLISTS.page(
                [one for one in found if any(listed.creator_id == key for listed in one.creators)], part, _shortlist
            )
            for key in _known(self.shelf, workspace_id, ids)
        }

    def _all(self, workspace_id: WorkspaceId, call: str) -> list[Shortlist]:
        return self.shelf.of(Shortlist, workspace_id, "shortlist", call)


@dataclass
class InMemoryNoteReads:
    shelf: Shelf

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[NoteId]) -> Mapping[NoteId, NoteView]:
        return {one.id: _note(one) for one in self._all(workspace_id, "notes.by_ids") if one.id in ids}

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], part: Slice
    ) -> Mapping[CreatorId, Page[NoteView]]:
        found = self._all(workspace_id, "notes.of_creators")
        return {
            key: _NOTES.page([one for one in found if one.creator_id == key], part, _note)
            for key in _known(self.shelf, workspace_id, ids)
        }

    def _all(self, workspace_id: WorkspaceId, call: str) -> list[Note]:
        return self.shelf.of(Note, workspace_id, "note", call)


@dataclass
class InMemoryTagReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[TagView]:
        counted = Counter(tag for _, given in self._all(workspace_id, "tags.page") for tag, _, _ in given)
        return _TAGS.page(counted.items(), part, lambda one: TagView(*one))

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Sequence[str]]:
        found = self._all(workspace_id, "tags.of_creators")
        return {key: sorted(tag for tag, _, _ in given) for key, given in found if key in ids and given}

    async def creators(self, workspace_id: WorkspaceId, tag: str, part: Slice) -> Page[CreatorId]:
        found = self._all(workspace_id, "tags.creators")
        tagged = [(at, key) for key, given in found for one, _, at in given if one == tag]
        return _TAGGED.page(tagged, part, lambda one: one[1])

    def _all(self, workspace_id: WorkspaceId, call: str) -> list[tuple[Any, tuple[Any, ...]]]:
        return self.shelf.keyed(tuple, workspace_id, "tags", call)


@dataclass
class InMemorySavedSearchReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[SavedSearchView]:
        return _SEARCHES.page(self._all(workspace_id, "saved_searches.page"), part, _search)

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[SavedSearchId]
    ) -> Mapping[SavedSearchId, SavedSearchView]:
        return {one.id: _search(one) for one in self._all(workspace_id, "saved_searches.by_ids") if one.id in ids}

    def _all(self, workspace_id: WorkspaceId, call: str) -> list[SavedSearch]:
        return self.shelf.of(SavedSearch, workspace_id, "saved_search", call)


def _exclusion(one: Exclusion) -> ExclusionView:
    return ExclusionView(one.creator_id, one.reason, one.excluded_by, one.excluded_at)


def _shortlist(one: Shortlist) -> ShortlistView:
    return ShortlistView(one.id, one.name, one.created_by, one.created_at)


def _listed(placed: tuple[int, Listed]) -> ListedView:
    return ListedView(placed[1].creator_id, placed[1].added_by, placed[1].added_at)


def _note(one: Note) -> NoteView:
    return NoteView(one.id, one.creator_id, one.text, one.author, one.written_at, one.edited_at, one.edited_by)


def _search(one: SavedSearch) -> SavedSearchView:
    return SavedSearchView(one.id, one.name, one.asked, one.form, one.created_by, one.created_at)
