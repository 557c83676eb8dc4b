from collections.abc import Collection, Mapping
from datetime import datetime

from creatorport.domain.creator import Creator
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CreatorId, MemberId, NoteId, SavedSearchId, ShortlistId, WorkspaceId
from creatorport.domain.lists.note import Note
from creatorport.domain.lists.saved_search import SavedSearch
from creatorport.domain.lists.shortlist import Shortlist
from tests.fakes.transaction import Transaction


class InMemoryShortlists:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, shortlist: Shortlist) -> None:
        self._at.put(("shortlist", shortlist.workspace_id, shortlist.id), shortlist)

    async def lock(self, workspace_id: WorkspaceId, shortlist_id: ShortlistId) -> Shortlist:
        await self._at.lock(("shortlist", workspace_id, shortlist_id))
        found = self._at.get(("shortlist", workspace_id, shortlist_id))
        if not isinstance(found, Shortlist):
            raise NotFound("shortlist", shortlist_id)
        return found

    async def save(self, shortlist: Shortlist) -> None:
        self._at.put(("shortlist", shortlist.workspace_id, shortlist.id), shortlist)

    async def remove(self, shortlist: Shortlist) -> None:
        self._at.remove(("shortlist", shortlist.workspace_id, shortlist.id))


class InMemoryNotes:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, note: Note) -> None:
        self._at.put(("note", note.workspace_id, note.id), note)

    async def lock(self, workspace_id: WorkspaceId, note_id: NoteId) -> Note:
        await self._at.lock(("note", workspace_id, note_id))
        found = self._at.get(("note", workspace_id, note_id))
        if not isinstance(found, Note):
            raise NotFound("note", note_id)
        return found

    async def save(self, note: Note) -> None:
        self._at.put(("note", note.workspace_id, note.id), note)

    async def remove(self, note: Note) -> None:
        self._at.remove(("note", note.workspace_id, note.id))


class InMemorySavedSearches:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, search: SavedSearch) -> None:
        self._at.put(("saved_search", search.workspace_id, search.id), search)

    async def lock(self, workspace_id: WorkspaceId, search_id: SavedSearchId) -> SavedSearch:
        await self._at.lock(("saved_search", workspace_id, search_id))
        found = self._at.get(("saved_search", workspace_id, search_id))
        if not isinstance(found, SavedSearch):
            raise NotFound("saved search", search_id)
        return found

    async def save(self, search: SavedSearch) -> None:
        self._at.put(("saved_search", search.workspace_id, search.id), search)

    async def remove(self, search: SavedSearch) -> None:
        self._at.remove(("saved_search", search.workspace_id, search.id))


class InMemoryTags:
    """Keeps, under each creator, a tuple of (tag, who gave it, when)."""

    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def lock(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, frozenset[str]]:
        here = {
            one.id: one.handle.key
            for one in self._at.all("creator", Creator, lambda one: one.workspace_id == workspace_id)
        }
        locked = sorted((one for one in set(creator_ids) if one in here), key=here.__getitem__)
        for one in locked:
            await self._at.lock(("tags", workspace_id, one))
        return {one: frozenset(tag for tag, _, _ in self._of(workspace_id, one)) for one in locked}

    async def add(
        self, workspace_id: WorkspaceId, new: Mapping[CreatorId, Collection[str]], *, by: MemberId, now: datetime
    ) -> None:
        for one, tags in new.items():
            given = tuple((tag, by, now) for tag in tags)
            self._at.put(("tags", workspace_id, one), self._of(workspace_id, one) + given)

    async def remove(
        self, workspace_id: WorkspaceId, creator_ids: Collection[CreatorId], tags: Collection[str]
    ) -> None:
        for one in creator_ids:
            kept = tuple(given for given in self._of(workspace_id, one) if given[0] not in tags)
            self._at.put(("tags", workspace_id, one), kept)

    def _of(self, workspace_id: WorkspaceId, creator_id: CreatorId) -> tuple[tuple[str, MemberId, datetime], ...]:
        found: tuple[tuple[str, MemberId, datetime], ...] | None = self._at.get(("tags", workspace_id, creator_id))
        return found or ()
