"""What the graph shows: flat and frozen, filled from plain rows. Edges are ids; each is loaded in one batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from creatorport.domain.account_trouble import Failure
from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Creator
from creatorport.domain.creator_profile import Attempt, PublicFacts, Whereabouts
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, InvitationId, PostId, VideoId
from creatorport.domain.joining import Joining
from creatorport.domain.product_link import ProductLink
from creatorport.domain.reminder import Reminder
from creatorport.domain.retention import Dropped

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is asked for: `first` entries behind the cursor `after`. Cursors are opaque."""

    first: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[V]):
    """A part of a list. `cursors` run beside `nodes`; `total` counts the whole list."""

    nodes: Sequence[V]
    cursors: Sequence[str]
    total: int
    has_next: bool
    has_previous: bool


@dataclass(frozen=True, slots=True)
class CreatorView:
    id: CreatorId
    handle: str
    display_name: str
    avatar_url: str | None
    avatar_expires_at: datetime | None
    followers: int | None
    following: int | None
    likes: int | None
    videos: int | None
    source: str
    captured_at: datetime
    fresh_until: datetime
    found_at: datetime
    public: PublicFacts | None = None
    attempt: Attempt | None = None
    whereabouts: Whereabouts | None = None


@dataclass(frozen=True, slots=True)
class CampaignView:
    id: CampaignId
    name: str
    brand_name: str
    brief: str
    state: str
    created_by: str
    created_at: datetime
    tiktok_campaign_id: str | None
    invite_link: str | None
    country_codes: tuple[str, ...]
    rejection: str | None
    version: int
    plan: CampaignPlan = NO_PLAN
    archived_at: datetime | None = None
    order_id: str | None = None
    link: ProductLink | None = None


@dataclass(frozen=True, slots=True)
class InvitationView:
    id: InvitationId
    campaign_id: CampaignId
    creator_id: CreatorId
    handle: str
    message: str
    state: str
    delivery: str | None
    created_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    answer: str | None
    failure: str | None
    agreed: int | None = None
    agreed_by: str | None = None
    responded_at: datetime | None = None
    response: str | None = None
    negotiation: str = "open"
    over_budget: bool = False
    expires_at: datetime | None = None
    reminders: tuple[Reminder, ...] = ()
    has_join_link: bool = False
    joining: Joining | None = None


@dataclass(frozen=True, slots=True)
class PostView:
    id: PostId
    campaign_id: CampaignId
    creator_id: CreatorId
    video_id: str
    url: str
    state: str
    published_at: datetime | None
    linked_at: datetime
    latest: "SnapshotView | None"


@dataclass(frozen=True, slots=True)
class SnapshotView:
    counts: Counts
    source: str
    captured_at: datetime
    fresh_until: datetime
    fell: bool


@dataclass(frozen=True, slots=True)
class TotalsView:
    """Sums over posts; see `domain.performance.Totals`."""

    posts: int
    measured: int
    counts: Counts
    oldest_capture: datetime | None
    fresh_until: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationCountsView:
    """How many invitations of a campaign are in each state."""

    by_state: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AccountView:
    """`profile_at` is when the profile and its counts were read; they count as fresh until `fresh_until`."""

    id: AccountId
    owner: str
    open_id: str
    union_id: str | None
    handle: str | None
    display_name: str | None
    bio: str | None
    is_verified: bool | None
    profile_url: str | None
    avatar_url: str | None
    avatar_expires_at: datetime | None
    followers: int | None
    following: int | None
    likes: int | None
    videos: int | None
    state: str
    cause: str | None
    scopes: tuple[str, ...]
    missing_scopes: tuple[str, ...]
    access_expires_at: datetime | None
    refresh_expires_at: datetime | None
    connected_at: datetime
    profile_at: datetime
    fresh_until: datetime
    updated_at: datetime
    loss: str | None = None
    failure: Failure | None = None
    dropped: Dropped | None = None


@dataclass(frozen=True, slots=True)
class VideoView:
    """A video of an account. `state` is VISIBLE or NOT_VISIBLE, since `first_missing_at`."""

    id: VideoId
    account_id: AccountId
    video_id: str
    published_at: datetime | None
    title: str | None
    description: str | None
    duration: int | None
    cover_url: str | None
    cover_expires_at: datetime | None
    share_url: str | None
    embed_url: str | None
    state: str
    first_seen_at: datetime
    seen_at: datetime
    first_missing_at: datetime | None
    latest: SnapshotView | None
    dropped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PurgeView:
    """One line of the report of what was dropped."""

    at: datetime
    what: str
    reason: str
    items: int
    account_id: AccountId | None


@dataclass(frozen=True, slots=True)
class ProfileSnapshotView:
    followers: int | None
    following: int | None
    likes: int | None
    videos: int | None
    source: str
    captured_at: datetime
    fresh_until: datetime
    fell: bool


@dataclass(frozen=True, slots=True)
class ConnectInviteView:
    id: str
    invited: str
    expected_handle: str | None
    created_by: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class MarketplaceView:
    tto_account_id: str
    name: str
    connected_by: str
    connected_at: datetime
    cause: str | None


def creator_view(creator: Creator) -> CreatorView:
    return CreatorView(
        id=creator.id,
        handle=creator.handle.text,
        display_name=creator.display_name,
        avatar_url=creator.avatar.url if creator.avatar else None,
        avatar_expires_at=creator.avatar.expires_at if creator.avatar else None,
        followers=creator.reach.followers,
        following=creator.reach.following,
        likes=creator.reach.likes,
        videos=creator.reach.videos,
        source=creator.pedigree.source.value,
        captured_at=creator.pedigree.captured_at,
        fresh_until=creator.pedigree.fresh_until,
        found_at=creator.found_at,
        public=creator.public,
        attempt=creator.attempt,
        whereabouts=creator.whereabouts,
    )
