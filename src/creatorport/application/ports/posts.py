from collections.abc import Sequence
from typing import Protocol

from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.post import VideoPost


class Posts(Protocol):
    """Posts and the append-only ledger of their snapshots. Unique per (campaign, video)."""

    async def add(self, post: VideoPost) -> None: ...

    async def save(self, post: VideoPost) -> None:
        """Store a changed post; a new `latest` is also appended to the ledger, where it stays for good.

        Raises ConcurrentChange when the post was saved since it was loaded.
        """
        ...

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[VideoPost]:
        """Return all posts of a campaign, in the order they were linked."""
        ...
