from collections.abc import Iterable, Sequence

from sqlalchemy import func
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.posts import from_row, to_ledger, to_row
from creatorport.adapters.persistence.rows import PostRow, SnapshotRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId
from creatorport.domain.post import VideoPost


class SqlPosts:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, post: VideoPost) -> None:
        await self.add_all([post])

    async def save(self, post: VideoPost) -> None:
        await self.save_all([post])

    async def add_all(self, posts: Iterable[VideoPost]) -> None:
        fresh = list(posts)
        await self._at.insert_all("post", [(post, to_row(post)) for post in fresh])
        await self._append_latest(fresh)

    async def save_all(self, posts: Iterable[VideoPost]) -> None:
        changed = list(posts)
        await self._at.update_all("post", [(post, to_row(post)) for post in changed])
        await self._append_latest(changed)

    async def find(self, workspace_id: WorkspaceId, post_id: PostId) -> VideoPost | None:
        row = await self._at.row(
            select(PostRow).where(col(PostRow.workspace_id) == workspace_id, col(PostRow.id) == post_id)
        )
        return None if row is None else from_row(row)

    async def campaigns_of(self, workspace_id: WorkspaceId, creator_id: CreatorId, most: int) -> Sequence[CampaignId]:
        newest = func.max(col(PostRow.linked_at))
        found = await self._at.execute(
            select(col(PostRow.campaign_id))
            .where(col(PostRow.workspace_id) == workspace_id, col(PostRow.creator_id) == creator_id)
            .group_by(col(PostRow.campaign_id))
            .order_by(newest.desc(), col(PostRow.campaign_id))
            .limit(most)
        )
        return [CampaignId(one) for one in found.scalars()]

    async def of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[VideoPost]:
        rows = await self._at.rows(
            select(PostRow)
            .where(col(PostRow.workspace_id) == workspace_id, col(PostRow.campaign_id) == campaign_id)
            .order_by(col(PostRow.linked_at), col(PostRow.id))
        )
        return [from_row(row) for row in rows]

    async def _append_latest(self, posts: Iterable[VideoPost]) -> None:
        captured = [columns(to_ledger(post.workspace_id, post.latest)) for post in posts if post.latest is not None]
        if captured:
            await self._at.execute(insert_rows(SnapshotRow, captured).on_conflict_do_nothing())
