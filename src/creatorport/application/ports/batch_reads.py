"""Reads of batches of invitations, by the rules of `ports.reads`."""

from collections.abc import Collection, Mapping
from typing import Protocol

from creatorport.application.batch_views import BatchItemView, BatchView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import BatchId, CampaignId, WorkspaceId


class BatchReads(Protocol):
    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[BatchId]) -> Mapping[BatchId, BatchView]: ...

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[BatchView]]:
        """Return the same part of each campaign's batches, newest first."""
        ...

    async def pages_of_items(
        self, workspace_id: WorkspaceId, ids: Collection[BatchId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[BatchId, Page[BatchItemView]]:
        """Return the same part of each batch's items, in the order of the request."""
        ...
