from creatorport.adapters.persistence.rows import AccountVideoRow, ProfileSnapshotRow, VideoSnapshotRow
from creatorport.domain.account_video import AccountVideo, VideoFacts, VideoSnapshot, VideoState
from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.ids import AccountId, VideoId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.profile_history import ProfileSnapshot


def to_row(video: AccountVideo) -> AccountVideoRow:
    facts, latest = video.facts, video.latest
    counts = latest.counts if latest else Counts()
    return AccountVideoRow(
        workspace_id=video.workspace_id,
        id=video.id,
        account_id=video.account_id,
        video_id=video.video_id,
        published_at=facts.published_at,
        title=facts.title,
        description=facts.description,
        duration=facts.duration,
        cover_url=facts.cover.url if facts.cover else None,
        cover_expires_at=facts.cover.expires_at if facts.cover else None,
        share_url=facts.share_url,
        embed_url=facts.embed_url,
        state=video.state.value,
        first_seen_at=video.first_seen_at,
        seen_at=video.seen_at,
        first_missing_at=video.first_missing_at,
        dropped_at=video.dropped_at,
        views=counts.views,
        likes=counts.likes,
        comments=counts.comments,
        shares=counts.shares,
        source=latest.pedigree.source.value if latest else None,
        captured_at=latest.pedigree.captured_at if latest else None,
        fresh_until=latest.pedigree.fresh_until if latest else None,
        fell=latest.fell if latest else None,
    )


def from_row(row: AccountVideoRow) -> AccountVideo:
    latest = None
    if row.source is not None and row.captured_at is not None and row.fresh_until is not None:
        latest = VideoSnapshot(
            Counts(row.views, row.likes, row.comments, row.shares),
            Pedigree(Source(row.source), row.captured_at, row.fresh_until),
            bool(row.fell),
        )
    return AccountVideo(
        id=VideoId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        account_id=AccountId(row.account_id),
        video_id=row.video_id,
        facts=VideoFacts(
            published_at=row.published_at,
            title=row.title,
            description=row.description,
            duration=row.duration,
            cover=ExpiringUrl(row.cover_url, row.cover_expires_at) if row.cover_url is not None else None,
            share_url=row.share_url,
            embed_url=row.embed_url,
        ),
        state=VideoState(row.state),
        first_seen_at=row.first_seen_at,
        seen_at=row.seen_at,
        first_missing_at=row.first_missing_at,
        dropped_at=row.dropped_at,
        latest=latest,
    )


def to_ledger(video: AccountVideo, latest: VideoSnapshot) -> VideoSnapshotRow:
    return VideoSnapshotRow(
        workspace_id=video.workspace_id,
        video=video.id,
        captured_at=latest.pedigree.captured_at,
        fresh_until=latest.pedigree.fresh_until,
        source=latest.pedigree.source.value,
        views=latest.counts.views,
        likes=latest.counts.likes,
        comments=latest.counts.comments,
        shares=latest.counts.shares,
        fell=latest.fell,
    )


def to_profile_ledger(
    workspace_id: WorkspaceId, account_id: AccountId, snapshot: ProfileSnapshot
) -> ProfileSnapshotRow:
    return ProfileSnapshotRow(
        workspace_id=workspace_id,
        account_id=account_id,
        captured_at=snapshot.pedigree.captured_at,
        fresh_until=snapshot.pedigree.fresh_until,
        source=snapshot.pedigree.source.value,
        followers=snapshot.reach.followers,
        following=snapshot.reach.following,
        likes=snapshot.reach.likes,
        videos=snapshot.reach.videos,
        fell=snapshot.fell,
    )
