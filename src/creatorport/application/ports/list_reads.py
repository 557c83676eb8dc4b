"""Reads of what a workspace keeps about creators, each in one statement, whatever the number of keys.

A key that is not in the workspace is left out of the answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from creatorport.application.list_views import ExclusionView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId, WorkspaceId


class ExclusionReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[ExclusionView]:
        """Newest first. Raises InvalidValue for a cursor that is not ours."""
        ...

    async def of_creators(
        self, workspace_id: WorkspaceId, ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, ExclusionView]:
        """Return the exclusions of those creators who are excluded."""
        ...


@dataclass(frozen=True, slots=True)
class ListReads:
    """The ports behind the queries of lists."""

    exclusions: ExclusionReads
