"""Reads of message templates for one member; a part of `queries.Queries`."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from creatorport.application.policy import Action, authorize
from creatorport.application.template_views import TemplateVersionView, TemplateView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import TemplateId
from creatorport.domain.workspace import Member

if TYPE_CHECKING:
    from creatorport.application.queries import Reads


class TemplateQueries:
    __slots__ = ()

    member: Member
    reads: "Reads"

    async def templates(self, part: Slice, *, with_archived: bool = False) -> Page[TemplateView]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.templates.page(self.member.workspace_id, part, with_archived=with_archived)

    async def templates_by_ids(self, ids: Collection[TemplateId]) -> Mapping[TemplateId, TemplateView]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.templates.by_ids(self.member.workspace_id, ids)

    async def template_versions(
        self, ids: Collection[TemplateId], newest: int
    ) -> Mapping[TemplateId, Sequence[TemplateVersionView]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.templates.versions(self.member.workspace_id, ids, newest)
