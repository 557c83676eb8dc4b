"""VideoPost: a video on TikTok that we publish or measure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from creatorport.domain.counts import Counts
from creatorport.domain.events import Event, PostLinked, PostPerformanceChanged
from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId
from creatorport.domain.pedigree import Pedigree


class PostState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    UPLOADING = "uploading"
    PROCESSING = "processing"
    PUBLISHED = "published"
    IN_INBOX = "in_inbox"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class MetricSnapshot:
    """One capture of one post. `fell` marks a counter lower than in the capture before it."""

    post_id: PostId
    counts: Counts
    pedigree: Pedigree
    fell: bool


@dataclass(frozen=True, slots=True)
class VideoPost:
    """A creator's video that counts for a campaign. Posts made elsewhere enter as published."""

    id: PostId
    workspace_id: WorkspaceId
    campaign_id: CampaignId
    creator_id: CreatorId
    video_id: str
    url: str
    state: PostState
    published_at: datetime | None
    linked_at: datetime
    latest: MetricSnapshot | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    @classmethod
    def linked(
        cls,
        id: PostId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        campaign_id: CampaignId,
        creator_id: CreatorId,
        *,
        video_id: str,
        url: str,
        published_at: datetime | None,
        now: datetime,
    ) -> "VideoPost":
        """Make the post of a video that its creator published and linked to the campaign."""
        post = cls(id, workspace_id, campaign_id, creator_id, video_id, url, PostState.PUBLISHED, published_at, now)
        return replace(post, events=(PostLinked(now, campaign_id, id, creator_id, video_id),))

    def capture(self, counts: Counts, pedigree: Pedigree) -> "VideoPost":
        """Take newly read counts as the latest snapshot.

        Gaps keep the last known number; a counter that went down is kept and flagged; an older capture than the
        latest changes nothing. An event is recorded only when a number changed.
        """
        before = self.latest
        if before is not None and pedigree.captured_at <= before.pedigree.captured_at:
            return self
        earlier = before.counts if before else Counts()
        kept = counts.keeping(earlier)
        snapshot = MetricSnapshot(self.id, kept, pedigree, counts.fell_below(earlier))
        captured = replace(self, latest=snapshot)
        if before is not None and kept == earlier:
            return captured
        event = PostPerformanceChanged(
            pedigree.captured_at, self.campaign_id, self.id, self.creator_id, kept, snapshot.fell
        )
        return replace(captured, events=(*self.events, event))
