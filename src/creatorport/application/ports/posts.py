from collections.abc import Iterable, Sequence
from typing import Protocol

from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId
from creatorport.domain.post import VideoPost


class Posts(Protocol):
    """Posts and the append-only ledger of their snapshots. Unique per (campaign, video)."""

    async def add(self, post: VideoPost) -> None: ...

    async def add_all(self, posts: Iterable[VideoPost]) -> None:
        """Add new posts, in a few statements whatever their number. Raises ConcurrentChange; then none is stored."""
        ...

    async def save(self, post: VideoPost) -> None:
        """Store a changed post; a new `latest` is also appended to the ledger, where it stays for good.

        Raises ConcurrentChange when the post was saved since it was loaded.
        """
        ...

    async def save_all(self, posts: Iterable[VideoPost]) -> None:
        """Do as `save` does for each, in a few statements whatever their number.

        Raises ConcurrentChange when one of them was saved since it was loaded.
        """
        ...

    async def find(self, workspace_id: WorkspaceId, post_id: PostId) -> VideoPost | None: ...
    async def campaigns_of(self, workspace_id: WorkspaceId, creator_id: CreatorId, most: int) -> Sequence[CampaignId]:
        """Return the campaigns that a creator has posts in, those with the newest first."""
        ...

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[VideoPost]:
        """Return all posts of a campaign, in the order they were linked."""
        ...
