"""Link requests in memory: as strict as TikTok about reminders and revocations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.video_links import LinkAtTikTok, LinkStatus
from creatorport.domain.errors import TikTokRefused

if TYPE_CHECKING:
    from tests.fakes.tiktok_marketplace import FakeTikTokOne


@dataclass
class MarketLink:
    """A link request as TikTok keeps it, newest last in its list."""

    campaign_id: str
    shown: LinkAtTikTok
    asked_at: datetime


@dataclass
class FakeVideoLinks:
    one: "FakeTikTokOne"
    forgiving: bool = False
    """Whether it takes another request for a video after the creator's no."""
    shows: int | None = None
    """How many of its requests it shows yet, the oldest first; None for all."""

    async def request(self, access: Access, campaign_tiktok_id: str, video_id: str) -> LinkAtTikTok:
        async with self.one.troubles.around("links.request"):
            self.one.admit("links.request", access)
            self.one.campaign("links.request", access, campaign_tiktok_id)
            last, now = self._last(campaign_tiktok_id, video_id), self.one.clock.now()
            if last is not None and last.shown.status is LinkStatus.IN_REVIEW:
                if now < last.asked_at + timedelta(hours=24) or last.shown.requests >= 3:
                    raise _refused("A reminder is not possible.")
                last.asked_at = now
                last.shown = replace(last.shown, requests=last.shown.requests + 1, asked_at=now)
                return replace(last.shown, request_id=None)
            if any(video_id in made.videos for made in self.one.made.values()):
                raise _refused("The video is linked to a campaign already.")
            if last is not None and last.shown.status is LinkStatus.REJECTED and not self.forgiving:
                raise _refused("The creator has rejected linking this video.")
            number = str(7600000000000000001 + len(self.one.link_requests))
            shown = LinkAtTikTok(video_id, LinkStatus.IN_REVIEW, "IN_REVIEW", 1, now, number)
            self.one.link_requests.append(MarketLink(campaign_tiktok_id, shown, now))
            return replace(shown, request_id=None)

    async def revoke(self, access: Access, campaign_tiktok_id: str, video_id: str) -> LinkAtTikTok:
        async with self.one.troubles.around("links.revoke"):
            self.one.admit("links.revoke", access)
            self.one.campaign("links.revoke", access, campaign_tiktok_id)
            last = self._last(campaign_tiktok_id, video_id)
            if last is None or last.shown.status is not LinkStatus.IN_REVIEW:
                raise _refused("Only a pending request can be revoked.")
            last.shown = replace(last.shown, status=LinkStatus.REVOKE, raw_status="REVOKE")
            return replace(last.shown, request_id=None)

    async def of_campaign(self, access: Access, campaign_tiktok_id: str) -> Sequence[LinkAtTikTok]:
        async with self.one.troubles.around("links.of_campaign"):
            self.one.admit("links.of_campaign", access)
            self.one.campaign("links.of_campaign", access, campaign_tiktok_id)
            known = self.one.link_requests[: self.shows]
            mine = [one for one in known if one.campaign_id == campaign_tiktok_id]
            return [one.shown for one in reversed(mine)]

    def decide(self, campaign_tiktok_id: str, video_id: str, status: LinkStatus) -> None:
        """The creator answers a request."""
        last = self._last(campaign_tiktok_id, video_id)
        assert last is not None
        last.shown = replace(last.shown, status=status, raw_status=status.value)

    def _last(self, campaign_tiktok_id: str, video_id: str) -> MarketLink | None:
        every = self.one.link_requests
        same = [one for one in every if (one.campaign_id, one.shown.video_id) == (campaign_tiktok_id, video_id)]
        return same[-1] if same else None


def _refused(message: str) -> TikTokRefused:
    return TikTokRefused("links", message, tiktok_code="40002")
