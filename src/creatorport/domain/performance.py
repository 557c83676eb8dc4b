"""CampaignPerformance: totals over posts. Rates are made from the sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.counts import Counts, total
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.post import VideoPost


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over some posts, how many of these were measured, and the age of the oldest number among them."""

    posts: int
    measured: int
    counts: Counts
    oldest_capture: datetime | None
    fresh_until: datetime | None

    @classmethod
    def over(cls, posts: Iterable[VideoPost]) -> "Totals":
        every = list(posts)
        latest = [post.latest for post in every if post.latest is not None]
        return cls(
            posts=len(every),
            measured=len(latest),
            counts=total(snapshot.counts for snapshot in latest),
            oldest_capture=min((snapshot.pedigree.captured_at for snapshot in latest), default=None),
            fresh_until=min((snapshot.pedigree.fresh_until for snapshot in latest), default=None),
        )


@dataclass(frozen=True, slots=True)
class CreatorPerformance:
    """What one creator's posts did for one campaign."""

    creator_id: CreatorId
    totals: Totals


@dataclass(frozen=True, slots=True)
class CampaignPerformance:
    """What a campaign's posts did, as a whole and creator by creator."""

    campaign_id: CampaignId
    totals: Totals
    creators: tuple[CreatorPerformance, ...]

    @classmethod
    def of(cls, campaign_id: CampaignId, posts: Iterable[VideoPost]) -> "CampaignPerformance":
        by_creator: dict[CreatorId, list[VideoPost]] = {}
        every = list(posts)
        for post in every:
            by_creator.setdefault(post.creator_id, []).append(post)
        return cls(
            campaign_id,
            Totals.over(every),
            tuple(CreatorPerformance(creator, Totals.over(theirs)) for creator, theirs in sorted(by_creator.items())),
        )
