"""Reads of a workspace's lists for one member: each asks the policy first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.list_views import (
    ExclusionView,
    ListedView,
    NoteView,
    SavedSearchView,
    ShortlistView,
    TagView,
)
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.list_reads import ListReads
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, NoteId, SavedSearchId, ShortlistId, WorkspaceId
from creatorport.domain.lists import tags
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ListQueries:
    """What one member may read of lists. Every method raises NotAllowed; those that page raise InvalidValue too."""

    member: Member
    reads: ListReads

    async def exclusions(self, part: Slice) -> Page[ExclusionView]:
        return await self.reads.exclusions.page(self._workspace(), part)

    async def exclusions_of_creators(self, ids: Collection[CreatorId]) -> Mapping[CreatorId, ExclusionView]:
        return await self.reads.exclusions.of_creators(self._workspace(), ids)

    async def shortlists(self, part: Slice) -> Page[ShortlistView]:
        return await self.reads.shortlists.page(self._workspace(), part)

    async def shortlists_by_ids(self, ids: Collection[ShortlistId]) -> Mapping[ShortlistId, ShortlistView]:
        return await self.reads.shortlists.by_ids(self._workspace(), ids)

    async def creators_of_shortlists(
        self, ids: Collection[ShortlistId], part: Slice
    ) -> Mapping[ShortlistId, Page[ListedView]]:
        return await self.reads.shortlists.creators_of(self._workspace(), ids, part)

    async def shortlists_of_creators(
        self, ids: Collection[CreatorId], part: Slice
    ) -> Mapping[CreatorId, Page[ShortlistView]]:
        return await self.reads.shortlists.of_creators(self._workspace(), ids, part)

    async def notes_by_ids(self, ids: Collection[NoteId]) -> Mapping[NoteId, NoteView]:
        return await self.reads.notes.by_ids(self._workspace(), ids)

    async def notes_of_creators(self, ids: Collection[CreatorId], part: Slice) -> Mapping[CreatorId, Page[NoteView]]:
        return await self.reads.notes.of_creators(self._workspace(), ids, part)

    async def tags(self, part: Slice) -> Page[TagView]:
        return await self.reads.tags.page(self._workspace(), part)

    async def tags_of_creators(self, ids: Collection[CreatorId]) -> Mapping[CreatorId, Sequence[str]]:
        return await self.reads.tags.of_creators(self._workspace(), ids)

    async def creators_tagged(self, tag: str, part: Slice) -> Page[CreatorId]:
        """Who has a tag, in any of its spellings."""
        return await self.reads.tags.creators(self._workspace(), tags.tag(tag), part)

    async def saved_searches(self, part: Slice) -> Page[SavedSearchView]:
        return await self.reads.saved_searches.page(self._workspace(), part)

    async def saved_searches_by_ids(self, ids: Collection[SavedSearchId]) -> Mapping[SavedSearchId, SavedSearchView]:
        return await self.reads.saved_searches.by_ids(self._workspace(), ids)

    def _workspace(self) -> WorkspaceId:
        """Return where the member may read lists. Raises NotAllowed."""
        authorize(self.member, Action.SEE_CREATORS)
        return self.member.workspace_id
