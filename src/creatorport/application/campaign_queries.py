"""Reads of what belongs to a campaign, for one member; a part of `queries.Queries`."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from creatorport.application.activity_views import ActivityView
from creatorport.application.policy import Action, authorize
from creatorport.application.undecided_views import UndecidedView
from creatorport.application.views import Page, Slice
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.ids import CampaignId, InvitationId
from creatorport.domain.milestone import Reached
from creatorport.domain.workspace import Member

if TYPE_CHECKING:
    from creatorport.application.queries import Reads


class CampaignQueries:
    __slots__ = ()

    member: Member
    reads: "Reads"

    async def activity_of_campaigns(
        self, ids: Collection[CampaignId], part: Slice, *, kinds: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[ActivityView]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.activities.pages_of_campaigns(self.member.workspace_id, ids, part, kinds=kinds)

    async def milestones_of_campaigns(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, Sequence[Reached]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.milestones.of_campaigns(self.member.workspace_id, ids)

    async def capture_failures_of_campaigns(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, CaptureFailure]:
        authorize(self.member, Action.SEE_PERFORMANCE)
        return await self.reads.performance.failures_of_campaigns(self.member.workspace_id, ids)

    async def undecided_of_campaigns(self, ids: Collection[CampaignId]) -> Mapping[CampaignId, Sequence[UndecidedView]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.effects.of_campaigns(self.member.workspace_id, ids)

    async def undecided_of_invitations(
        self, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, Sequence[UndecidedView]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.effects.of_invitations(self.member.workspace_id, ids)
