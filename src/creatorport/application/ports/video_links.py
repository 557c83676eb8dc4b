from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from creatorport.application.ports.tiktok_one import Access


class LinkStatus(StrEnum):
    IN_REVIEW = "IN_REVIEW"
    APPROVE = "APPROVE"
    REJECTED = "REJECTED"
    REVOKE = "REVOKE"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class LinkAtTikTok:
    """A link request as TikTok shows it. `raw_status` keeps a status we do not know; `requests` counts reminders in.

    TikTok tells the request's own id where it lists them, and not when it takes one.
    """

    video_id: str
    status: LinkStatus
    raw_status: str
    requests: int
    asked_at: datetime | None
    request_id: str | None = None

    @property
    def mark(self) -> str:
        """Which request this is, and how it stands, as a line to remember it by."""
        return f"{self.request_id or '-'} {self.raw_status} {self.requests}"


class VideoLinks(Protocol):
    """Asking creators to link videos that exist (POST /tto/tcm/campaign/link/). Every method raises TikTokError."""

    async def request(self, access: Access, campaign_tiktok_id: str, video_id: str) -> LinkAtTikTok:
        """Ask; while a request is pending, remind of it: TikTok has one call for both."""
        ...

    async def revoke(self, access: Access, campaign_tiktok_id: str, video_id: str) -> LinkAtTikTok:
        """Take a pending request back."""
        ...

    async def of_campaign(self, access: Access, campaign_tiktok_id: str) -> Sequence[LinkAtTikTok]:
        """Return all requests of a campaign, over all pages, the newest first."""
        ...
