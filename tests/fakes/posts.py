"""Posts in memory, with their captures, over one Transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId
from creatorport.domain.post import VideoPost
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction


class InMemoryPosts:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, post: VideoPost) -> None:
        unique = [(post.workspace_id, post.campaign_id, post.video_id)]
        await self._at.add(_key(post.workspace_id, post.id), post, unique=unique)
        self._append_latest(post)

    async def save(self, post: VideoPost) -> None:
        await self._at.save(_key(post.workspace_id, post.id), post)
        self._append_latest(post)

    async def add_all(self, posts: Iterable[VideoPost]) -> None:
        for post in posts:
            await self.add(post)

    async def save_all(self, posts: Iterable[VideoPost]) -> None:
        for post in posts:
            await self.save(post)

    async def find(self, workspace_id: WorkspaceId, post_id: PostId) -> VideoPost | None:
        found = self._at.get(_key(workspace_id, post_id))
        return found if isinstance(found, VideoPost) else None

    async def campaigns_of(self, workspace_id: WorkspaceId, creator_id: CreatorId, most: int) -> Sequence[CampaignId]:
        found = self._at.all(
            "post", VideoPost, lambda one: one.workspace_id == workspace_id and one.creator_id == creator_id
        )
        newest: dict[CampaignId, datetime] = {}
        for one in found:
            newest[one.campaign_id] = max(one.linked_at, newest.get(one.campaign_id, one.linked_at))
        return sorted(sorted(newest), key=lambda one: newest[one], reverse=True)[:most]

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[VideoPost]:
        found = self._at.all(
            "post", VideoPost, lambda one: one.workspace_id == workspace_id and one.campaign_id == campaign_id
        )
        return sorted(found, key=lambda one: (one.linked_at, one.id))

    def _append_latest(self, post: VideoPost) -> None:
        if post.latest is not None:
            self._at.put(("snapshot", post.workspace_id, post.id, post.latest.pedigree.captured_at), post.latest)


def _key(workspace_id: WorkspaceId, post_id: PostId) -> Key:
    return ("post", workspace_id, post_id)
