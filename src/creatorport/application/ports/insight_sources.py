"""Where insights are read. Every method raises TikTokError; each answers within a few calls, whatever there is."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.handle import Handle
from creatorport.domain.insights.audience import Audience
from creatorport.domain.insights.days import DayCounts
from creatorport.domain.insights.videos import WatchedVideo

AUTHORIZED_SCOPES: Final = frozenset({"biz.creator.info", "biz.creator.insights"})
ORGANIC_SCOPES: Final = frozenset({"user.insights"})
OWN_VIDEOS_SCOPES: Final = frozenset({"video.list"})

LOOK_BACK_DAYS: Final = 60
"""How far back TikTok tells an account's days."""


@dataclass(frozen=True, slots=True)
class Organic:
    """What the Accounts API tells of an account. `activity` are 24 counts by hour of UTC, or none at all."""

    days: tuple[tuple[date, DayCounts], ...]
    audience: Audience
    activity: tuple[float, ...]


class ConsentedInsights(Protocol):
    """What a creator's own token tells (API for Business). TikTokRefused where a scope is missing."""

    async def authorized(self, access: CreatorAccess) -> Audience:
        """Return the audience as TikTok One shows it to apps that the creator authorised."""
        ...

    async def organic(self, access: CreatorAccess, scopes: AbstractSet[str], *, first: date, last: date) -> Organic:
        """Return the account's audience and its days from `first` to `last`; those that TikTok does not tell are left
        out. `scopes` are what was granted: more is not asked for.
        """
        ...

    async def own_videos(self, access: CreatorAccess, scopes: AbstractSet[str], *, most: int) -> Sequence[WatchedVideo]:
        """Return the newest videos, newest first."""
        ...


class PublicVideos(Protocol):
    async def newest(self, access: Access, handle: Handle, *, most: int) -> Sequence[WatchedVideo] | None:
        """Return the newest public videos of a creator on TikTok One, newest first; None for one who is not there."""
        ...


@dataclass(frozen=True, slots=True)
class VideoAudience:
    """Who watched one linked video."""

    handle: Handle
    views: int
    audience: Audience


class CampaignAudiences(Protocol):
    async def read(self, access: Access, at_tiktok: AtTikTok) -> Sequence[VideoAudience]:
        """Return the audience of every linked video of a campaign."""
        ...
