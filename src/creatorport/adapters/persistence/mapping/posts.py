from creatorport.adapters.persistence.rows import PostRow, SnapshotRow
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.post import MetricSnapshot, PostState, VideoPost


def to_row(post: VideoPost) -> PostRow:
    latest = post.latest
    counts = latest.counts if latest else Counts()
    return PostRow(
        workspace_id=post.workspace_id,
        id=post.id,
        campaign_id=post.campaign_id,
        creator_id=post.creator_id,
        video_id=post.video_id,
        url=post.url,
        state=post.state.value,
        published_at=post.published_at,
        linked_at=post.linked_at,
        views=counts.views,
        likes=counts.likes,
        comments=counts.comments,
        shares=counts.shares,
        source=latest.pedigree.source.value if latest else None,
        captured_at=latest.pedigree.captured_at if latest else None,
        fresh_until=latest.pedigree.fresh_until if latest else None,
        fell=latest.fell if latest else None,
        version=post.version,
    )


def from_row(row: PostRow) -> VideoPost:
    latest = None
    if row.source is not None and row.captured_at is not None and row.fresh_until is not None:
        latest = MetricSnapshot(
            PostId(row.id),
            Counts(row.views, row.likes, row.comments, row.shares),
            Pedigree(Source(row.source), row.captured_at, row.fresh_until),
            bool(row.fell),
        )
    return VideoPost(
        id=PostId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        campaign_id=CampaignId(row.campaign_id),
        creator_id=CreatorId(row.creator_id),
        video_id=row.video_id,
        url=row.url,
        state=PostState(row.state),
        published_at=row.published_at,
        linked_at=row.linked_at,
        latest=latest,
        version=row.version,
    )


def to_ledger(workspace_id: WorkspaceId, snapshot: MetricSnapshot) -> SnapshotRow:
    return SnapshotRow(
        workspace_id=workspace_id,
        post_id=snapshot.post_id,
        captured_at=snapshot.pedigree.captured_at,
        fresh_until=snapshot.pedigree.fresh_until,
        source=snapshot.pedigree.source.value,
        views=snapshot.counts.views,
        likes=snapshot.counts.likes,
        comments=snapshot.counts.comments,
        shares=snapshot.counts.shares,
        fell=snapshot.fell,
    )
