from collections.abc import Iterable, Sequence
from typing import Protocol

from creatorport.domain.batch_item import BatchItem
from creatorport.domain.ids import BatchId, WorkspaceId
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch


class InvitationBatches(Protocol):
    """Batches of invitations, with an item per creator. Each method is one statement, however many the items."""

    async def add(self, batch: InvitationBatch, items: Sequence[BatchItem]) -> None:
        """Store a batch, and all of its items."""
        ...

    async def save(self, batch: InvitationBatch) -> None:
        """Store a changed batch. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def load(self, workspace_id: WorkspaceId, batch_id: BatchId) -> InvitationBatch:
        """Raises NotFound."""
        ...

    async def lock(self, workspace_id: WorkspaceId, batch_id: BatchId) -> InvitationBatch:
        """Load, and let nobody else change it or its items until this unit of work ends. Raises NotFound."""
        ...

    async def queued(self, workspace_id: WorkspaceId, batch_id: BatchId, most: int) -> Sequence[BatchItem]:
        """Return the first `most` items that are queued, in their order."""
        ...

    async def save_items(self, items: Iterable[BatchItem]) -> None:
        """Store changed items of one batch that is locked in this unit of work."""
        ...

    async def counts(self, workspace_id: WorkspaceId, batch_id: BatchId) -> BatchCounts:
        """Count where its creators stand, by the items, their invitations and what is known of TikTok's answers."""
        ...

    async def every_open(self) -> Sequence[InvitationBatch]:
        """Return the open batches of all workspaces, oldest first. For jobs only."""
        ...
