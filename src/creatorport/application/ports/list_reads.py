"""Reads of what a workspace keeps about creators, each in one statement, whatever the number of keys.

A key that is not in the workspace is left out of the answer. Pages raise InvalidValue for a cursor that is not ours.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from creatorport.application.list_views import (
    ExclusionView,
    ListedView,
    NoteView,
    SavedSearchView,
    ShortlistView,
    TagView,
)
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, NoteId, SavedSearchId, ShortlistId, WorkspaceId


class ExclusionReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ExclusionView]:
        """Newest first."""
        ...

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, ExclusionView]:
        """Return the exclusions of those creators who are excluded."""
        ...


class ShortlistReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ShortlistView]:
        """Newest first."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[ShortlistId]
    ) -> Mapping[ShortlistId, ShortlistView]: ...

    async def creators_of(
        self, workspace_id: WorkspaceId, ids: Collection[ShortlistId], part: Slice
    ) -> Mapping[ShortlistId, Page[ListedView]]:
        """Return the same part of each shortlist's creators, in its order."""
        ...

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], part: Slice
    ) -> Mapping[CreatorId, Page[ShortlistView]]:
        """Return the same part of the shortlists that each creator is on, newest first."""
        ...


class NoteReads(Protocol):
    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[NoteId]) -> Mapping[NoteId, NoteView]: ...

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId], part: Slice
    ) -> Mapping[CreatorId, Page[NoteView]]:
        """Return the same part of each creator's notes, newest first."""
        ...


class TagReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[TagView]:
        """Every tag that a creator has, in the order of the alphabet."""
        ...

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Sequence[str]]:
        """Return the tags of those creators who have any, in the order of the alphabet."""
        ...

    async def creators(self, workspace_id: WorkspaceId, tag: str, part: Slice) -> Page[CreatorId]:
        """Who has this tag; whoever got it last first."""
        ...


class SavedSearchReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[SavedSearchView]:
        """Newest first."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[SavedSearchId]
    ) -> Mapping[SavedSearchId, SavedSearchView]: ...


@dataclass(frozen=True, slots=True)
class ListReads:
    """The ports behind the queries of lists."""

    exclusions: ExclusionReads
    shortlists: ShortlistReads
    notes: NoteReads
    tags: TagReads
    saved_searches: SavedSearchReads
