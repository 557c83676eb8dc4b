"""TikTok One, the creator marketplace (API for Business v1.3, /tto/), seen from the brand's side.

Every method raises TikTokError. What raised TikTokAnswerLost may have happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Access:
    """On whose behalf a call is made: a workspace's TikTok One account and its token."""

    tto_account_id: str
    token: Secret


class CreatorOrder(StrEnum):
    RELEVANCE = "RELEVANCE"
    FOLLOWERS = "FOLLOWERS"
    MEDIAN_VIEWS = "MEDIAN_VIEWS"
    ENGAGEMENT_RATE = "ENGAGEMENT_RATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatorWish:
    """What can be asked for in the same words by people and of TikTok. Rates are fractions, prices US dollars."""

    keyword: str | None = None
    languages: tuple[str, ...] = ()
    min_followers: int | None = None
    max_followers: int | None = None
    min_engagement_rate: float | None = None
    max_engagement_rate: float | None = None
    min_median_views: int | None = None
    max_median_views: int | None = None
    min_average_views: int | None = None
    max_average_views: int | None = None
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    follower_country: str | None = None
    follower_gender_ratio: str | None = None
    follower_age: str | None = None
    order: CreatorOrder = CreatorOrder.RELEVANCE
    ascending: bool = False


@dataclass(frozen=True, slots=True)
class CreatorQuery(CreatorWish):
    """What creators are looked for, as TikTok takes it: countries of one region, labels by id."""

    country_codes: tuple[str, ...]
    state_provinces: tuple[str, ...] = ()
    content_label_ids: tuple[str, ...] = ()
    industry_label_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundCreator:
    handle: Handle
    display_name: str
    avatar: ExpiringUrl | None
    reach: Reach


@dataclass(frozen=True, slots=True)
class FoundPage:
    creators: tuple[FoundCreator, ...]
    total: int


class CreatorSearch(Protocol):
    async def discover(self, access: Access, query: CreatorQuery, *, page: int, size: int) -> FoundPage:
        """Return one page of matching creators: `page` counts from 1, `size` is 1 to 200."""
        ...


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """A campaign to create. `name` carries our reference, by which it is found again."""

    name: str
    brand_name: str
    description: str
    handles: tuple[Handle, ...]
    notify: bool
    anchor_id: str | None = None


@dataclass(frozen=True, slots=True)
class CampaignAtTikTok:
    """A campaign as TikTok shows it. `handles` may lag behind: a missing one is not proof of anything."""

    name: str
    at_tiktok: AtTikTok
    handles: frozenset[Handle]
    failed_handles: frozenset[Handle] = frozenset()
    video_ids: tuple[str, ...] = ()
    created_at: datetime | None = None


class CampaignsAtTikTok(Protocol):
    async def create(self, access: Access, campaign: NewCampaign) -> CampaignAtTikTok:
        """Create a campaign with its first creators, at most 100."""
        ...

    async def add_creators(
        self, access: Access, tiktok_id: str, handles: Sequence[Handle], *, notify: bool
    ) -> CampaignAtTikTok:
        """Add at most 100 creators; those TikTok refuses come back as `failed_handles`."""
        ...

    async def find_by_name(self, access: Access, name: str) -> CampaignAtTikTok | None:
        """Look through all campaigns of the account for one of exactly this name."""
        ...

    async def read(self, access: Access, tiktok_id: str) -> CampaignAtTikTok: ...


@dataclass(frozen=True, slots=True)
class ReportedVideo:
    """One linked video in a campaign's report."""

    video_id: str
    handle: Handle
    url: str
    published_at: datetime | None
    counts: Counts


class CampaignReports(Protocol):
    async def read(self, access: Access, at_tiktok: AtTikTok) -> Sequence[ReportedVideo]:
        """Return every linked video of a campaign, over all its countries and pages, each once."""
        ...


class AnswerStatus(StrEnum):
    SENT = "SENT"
    VIEWED = "VIEWED"
    RESPONDED = "RESPONDED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"
    OTHER = "OTHER"


ENDED_THERE = frozenset({AnswerStatus.REJECTED, AnswerStatus.EXPIRED, AnswerStatus.CANCELLED})
"""What needs no cancelling: it has ended at TikTok, without a yes."""


@dataclass(frozen=True, slots=True)
class PersonalInvitation:
    """A personal invitation as the marketplace shows it. `raw_status` keeps a status we do not know.

    `reference` is the one that it was sent with, where the marketplace tells it.
    """

    tiktok_id: str
    handle: Handle
    status: AnswerStatus
    raw_status: str
    answer: str | None = None
    answered_at: datetime | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class NewPersonalInvitation:
    """`expires_at` is until when it can be answered; without it, for the marketplace's own two weeks."""

    campaign_tiktok_id: str
    handle: Handle
    message: str
    reference: str
    expires_at: datetime | None = None


class PersonalInvitations(Protocol):
    """Invitations with a personal message: the ASSUMED contract. Absent where its flag is off."""

    async def send(self, access: Access, invitation: NewPersonalInvitation) -> PersonalInvitation: ...

    async def cancel(self, access: Access, tiktok_id: str) -> PersonalInvitation:
        """Take an invitation back. Cancelling twice changes nothing. Raises TikTokRefused for one that was answered."""
        ...

    async def of_campaign(
        self, access: Access, campaign_tiktok_id: str, *, handle: Handle | None = None
    ) -> Sequence[PersonalInvitation]:
        """Return all personal invitations of a campaign, over all pages; or those of one creator."""
        ...
