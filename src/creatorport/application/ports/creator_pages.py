"""The public page of a creator on TikTok One (API for Business, GET /tto/tcm/creator/public/): one call per creator."""

from dataclasses import dataclass
from typing import Protocol

from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.creator_profile import Label
from creatorport.domain.handle import Handle
from creatorport.domain.money import Money


@dataclass(frozen=True, slots=True)
class CreatorPage:
    """What the page shows. The rate is a fraction; None where TikTok is silent."""

    handle: Handle
    display_name: str
    avatar: ExpiringUrl | None
    reach: Reach
    tiktok_id: str | None
    bio: str | None
    engagement_rate: float | None
    median_views: int | None
    starting_price: Money | None
    content_labels: tuple[Label, ...]
    industry_labels: tuple[Label, ...]


class CreatorPages(Protocol):
    async def read(self, access: Access, handle: Handle) -> CreatorPage | None:
        """Return the page of exactly this handle; None where TikTok says that it is not on TikTok One.

        Raises TikTokError.
        """
        ...
