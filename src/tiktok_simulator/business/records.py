"""What TikTok One keeps: campaigns, link requests, brand profiles, anchors, subscriptions. Times: unix seconds."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Invited:
    """A creator on a campaign's list; shown to the brand from `visible_at` on."""

    creator: int
    visible_at: float


@dataclass(slots=True)
class LinkedVideo:
    """A creator's video that counts for a campaign; `published_at` is None until its review has passed."""

    video_id: str
    creator: int
    linked_at: float
    published_at: float | None = None


@dataclass(slots=True)
class Campaign:
    campaign_id: str
    account_id: str
    app_id: str
    campaign_type: str
    brand_name: str
    brand_profile_id: str | None
    campaign_name: str | None
    description: str | None
    anchor_id: str | None
    advertiser_ids: list[str]
    spark_days: int | None
    invite_link: str
    created_at: float
    updated_at: float | None = None
    dm_handle: str | None = None
    invited: list[Invited] = field(default_factory=list)
    joined: dict[str, float] = field(default_factory=dict)
    videos: list[LinkedVideo] = field(default_factory=list)

    def invites(self, creator: int) -> bool:
        """Whether this creator may join: anyone may through a brand link."""
        return self.campaign_type == "BRAND_LINK" or any(one.creator == creator for one in self.invited)

    def has_joined(self, creator: int) -> bool:
        return str(creator) in self.joined


@dataclass(slots=True)
class LinkRequest:
    """A brand's wish that a creator links a video. Status: IN_REVIEW, APPROVE, REJECTED, REVOKE (that spelling)."""

    link_request_id: str
    campaign_id: str
    video_id: str
    creator: int
    status: str
    reminded_at: float
    requests: int


@dataclass(slots=True)
class BrandProfile:
    brand_profile_id: str
    account_id: str
    brand_name: str
    brand_industry_id: str
    brand_website: str
    logo_url: str
    tiktok_account_url: str | None


@dataclass(slots=True)
class Anchor:
    """Status: DRAFT until a campaign uses it, then IN_REVIEW, then APPROVED."""

    anchor_id: str
    account_id: str
    status: str
    facts: dict[str, Any]


@dataclass(slots=True)
class Subscription:
    subscription_id: str
    app_id: str
    entity: str
    callback_url: str
    detail: dict[str, Any]
