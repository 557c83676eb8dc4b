"""Reads of a workspace's lists for one member: each asks the policy first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from creatorport.application.list_views import ExclusionView
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.list_reads import ListReads
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CreatorId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ListQueries:
    """What one member may read of lists. Every method raises NotAllowed; those that page raise InvalidValue too."""

    member: Member
    reads: ListReads

    async def exclusions(self, part: Slice) -> Page[ExclusionView]:
        authorize(self.member, Action.SEE_CREATORS)
        return await self.reads.exclusions.page(self.member.workspace_id, part)

    async def exclusions_of_creators(self, ids: Collection[CreatorId]) -> Mapping[CreatorId, ExclusionView]:
        authorize(self.member, Action.SEE_CREATORS)
        return await self.reads.exclusions.of_creators(self.member.workspace_id, ids)
