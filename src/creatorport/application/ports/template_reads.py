"""Reads of message templates, by the rules of `ports.reads`."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from creatorport.application.template_views import TemplateVersionView, TemplateView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import TemplateId, WorkspaceId


class TemplateReads(Protocol):
    async def page(self, workspace_id: WorkspaceId, part: Slice, *, with_archived: bool = False) -> Page[TemplateView]:
        """Newest first."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[TemplateId]
    ) -> Mapping[TemplateId, TemplateView]: ...

    async def versions(
        self, workspace_id: WorkspaceId, ids: Collection[TemplateId], newest: int
    ) -> Mapping[TemplateId, Sequence[TemplateVersionView]]:
        """Return the `newest` versions of each template, newest of them first."""
        ...
