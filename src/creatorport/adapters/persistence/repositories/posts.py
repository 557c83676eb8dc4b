from collections.abc import Sequence

from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.posts import from_row, to_ledger, to_row
from creatorport.adapters.persistence.rows import PostRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.post import VideoPost


class SqlPosts:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, post: VideoPost) -> None:
        await self._at.insert("post", post, to_row(post))
        await self._append_latest(post)

    async def save(self, post: VideoPost) -> None:
        await self._at.update("post", post, to_row(post))
        await self._append_latest(post)

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[VideoPost]:
        rows = await self._at.rows(
            select(PostRow)
            .where(col(PostRow.workspace_id) == workspace_id, col(PostRow.campaign_id) == campaign_id)
            .order_by(col(PostRow.linked_at), col(PostRow.id))
        )
        return [from_row(row) for row in rows]

    async def _append_latest(self, post: VideoPost) -> None:
        if post.latest is not None:
            await self._at.insert_missing(to_ledger(post.workspace_id, post.latest))
