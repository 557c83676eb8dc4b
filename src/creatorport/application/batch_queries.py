"""Reads of batches of invitations for one member; a part of `queries.Queries`."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from creatorport.application.batch_views import BatchItemView, BatchView
from creatorport.application.policy import Action, authorize
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import BatchId, CampaignId
from creatorport.domain.workspace import Member

if TYPE_CHECKING:
    from creatorport.application.queries import Reads


class BatchQueries:
    __slots__ = ()

    member: Member
    reads: "Reads"

    async def batches_by_ids(self, ids: Collection[BatchId]) -> Mapping[BatchId, BatchView]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.batches.by_ids(self.member.workspace_id, ids)

    async def batches_of_campaigns(
        self, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[BatchView]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.batches.pages_of_campaigns(self.member.workspace_id, ids, part)

    async def items_of_batches(
        self, ids: Collection[BatchId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[BatchId, Page[BatchItemView]]:
        authorize(self.member, Action.SEE_CAMPAIGNS)
        return await self.reads.batches.pages_of_items(self.member.workspace_id, ids, part, states=states)
