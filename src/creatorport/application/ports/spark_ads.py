from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkCode


class SparkStatus(StrEnum):
    WAITING = "WAITING"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class SparkAtTikTok:
    """An authorization as TikTok shows it. `raw_status` keeps a status we do not know."""

    status: SparkStatus
    raw_status: str
    seen_at: datetime | None
    requested_days: int | None
    code: SparkCode | None

    @property
    def mark(self) -> str:
        """How it stands, without its code, as a line to remember it by."""
        return f"{self.raw_status} {self.requested_days} {self.seen_at.isoformat() if self.seen_at else '-'}"


class SparkAds(Protocol):
    """Advertising creators' posts (API for Business, /tcm/tt_video/). Every method raises TikTokError."""

    async def apply(self, access: Access, video_id: str, days: int, *, extend: bool) -> None:
        """Ask a linked video's creator for the right to advertise it; `extend` for more days of one there is."""
        ...

    async def status(self, access: Access, video_id: str) -> SparkAtTikTok | None:
        """Return how it stands; None where nothing was asked."""
        ...

    async def redeem(self, access: Access, advertiser_id: str, code: Secret) -> None:
        """Have an advertiser take a code. Not to be repeated: TikTok refuses one that is taken."""
        ...

    async def is_redeemed(self, access: Access, advertiser_id: str, code: Secret) -> bool: ...
