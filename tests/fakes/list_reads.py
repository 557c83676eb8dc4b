"""Reads of lists in memory, over the storage of the in-memory units of work."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from creatorport.application.list_views import ExclusionView
from creatorport.application.ports.list_reads import ListReads
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.lists.exclusion import Exclusion
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf

_EXCLUSIONS: Order[Exclusion] = Order("exclusions", lambda one: (one.excluded_at, one.creator_id), descending=True)


def list_reads_in_memory(shelf: Shelf) -> ListReads:
    return ListReads(exclusions=InMemoryExclusionReads(shelf))


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


def _exclusion(one: Exclusion) -> ExclusionView:
    return ExclusionView(one.creator_id, one.reason, one.excluded_by, one.excluded_at)
