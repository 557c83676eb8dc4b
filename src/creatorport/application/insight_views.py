"""What the graph shows of the consent to the business app, and of what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from creatorport.domain.counts import Counts
from creatorport.domain.ids import AccountId
from creatorport.domain.insights.audience import Dimension, Share
from creatorport.domain.insights.days import AccountDay
from creatorport.domain.insights.posting import PostingHour
from creatorport.domain.insights.reading import Reading, ReadingKind
from creatorport.domain.insights.videos import ContentOrder
from creatorport.domain.pedigree import Absence


@dataclass(frozen=True, slots=True)
class BusinessConnectionView:
    """See `domain.business_connection`."""

    account_id: AccountId
    handle: str | None
    state: str
    cause: str | None
    loss: str | None
    scopes: tuple[str, ...]
    missing_scopes: tuple[str, ...]
    connected_at: datetime
    access_expires_at: datetime | None
    refresh_expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class InsightsAsked:
    """What of the insights is wanted: `days` of history, times in `zone`, the `most` best videos by `order`."""

    days: int
    zone: str
    most: int
    order: ContentOrder


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day's last capture of an account's followers, of our own history."""

    day: date
    followers: int | None
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class StoredInsights:
    """Everything that is kept of an account or a creator, within one workspace.

    `granted` are the scopes of the creator's consent to the business app, None where there is none that works.
    `found` says whether the workspace has found the creator: then what anybody may know can be read.
    """

    handle: str | None
    granted: frozenset[str] | None
    readings: Mapping[ReadingKind, Reading]
    found: bool
    days: tuple[AccountDay, ...] = ()
    history: tuple[OwnDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Where a section comes from, how old it is, and where there is none, why."""

    source: str
    captured_at: datetime | None
    fresh_until: datetime | None
    absence: Absence | None


@dataclass(frozen=True, slots=True)
class DistributionView:
    section: Section
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class AudienceView:
    distributions: Mapping[Dimension, DistributionView]


@dataclass(frozen=True, slots=True)
class FollowerDayView:
    day: date
    followers: int | None
    gained: int | None
    lost: int | None
    source: str


@dataclass(frozen=True, slots=True)
class GrowthView:
    section: Section
    days: tuple[FollowerDayView, ...]


@dataclass(frozen=True, slots=True)
class EngagementDayView:
    day: date
    views: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class EngagementView:
    section: Section
    days: tuple[EngagementDayView, ...]


@dataclass(frozen=True, slots=True)
class BestVideoView:
    video_id: str
    url: str | None
    published_at: datetime
    counts: Counts
    reach: int | None
    average_watch: float | None
    completion: float | None


@dataclass(frozen=True, slots=True)
class ContentView:
    section: Section
    order: ContentOrder
    videos: tuple[BestVideoView, ...]


@dataclass(frozen=True, slots=True)
class ActiveHourView:
    hour: int
    followers: float


@dataclass(frozen=True, slots=True)
class PostingView:
    section: Section
    zone: str
    hours: tuple[PostingHour, ...]
    activity_section: Section
    activity: tuple[ActiveHourView, ...]


@dataclass(frozen=True, slots=True)
class FailureView:
    source: str
    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InsightsView:
    audience: AudienceView
    growth: GrowthView
    engagement: EngagementView
    best_content: ContentView
    posting_times: PostingView
    failures: tuple[FailureView, ...]
