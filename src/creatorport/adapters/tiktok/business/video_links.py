"""Requests to link videos that exist: /tto/tcm/campaign/link/ of API for Business."""

from collections.abc import Sequence
from datetime import UTC, datetime

from creatorport.adapters.tiktok.business.marketplace import Marketplace, listed
from creatorport.adapters.tiktok.endpoints import LINK_REQUEST, LINK_STATUS
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import stamp
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.video_links import LinkAtTikTok, LinkStatus

_PAGE = 50
_NEVER = datetime.min.replace(tzinfo=UTC)


class HttpVideoLinks:
    """Implements VideoLinks."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def request(self, access: Access, campaign_tiktok_id: str, video_id: str) -> LinkAtTikTok:
        return await self._act(access, campaign_tiktok_id, video_id, "LINK")

    async def revoke(self, access: Access, campaign_tiktok_id: str, video_id: str) -> LinkAtTikTok:
        return await self._act(access, campaign_tiktok_id, video_id, "REVOKE")

    async def of_campaign(self, access: Access, campaign_tiktok_id: str) -> Sequence[LinkAtTikTok]:
        query = {"campaign_ids": listed([campaign_tiktok_id])}
        found: list[LinkAtTikTok] = []
        async for page in self._marketplace.pages(access, LINK_STATUS, query, size=_PAGE):
            found.extend(_link(row) for row in page.each("video_infos"))
        # TikTok does not promise an order, and a revoked request may be followed by another for the same video.
        return sorted(
            found, key=lambda one: (one.asked_at or _NEVER, one.status is not LinkStatus.REVOKE), reverse=True
        )

    async def _act(self, access: Access, campaign_tiktok_id: str, video_id: str, action: str) -> LinkAtTikTok:
        document = {"campaign_id": campaign_tiktok_id, "video_id": video_id, "action": action}
        return _link(await self._marketplace.post(access, LINK_REQUEST, document))


def _link(row: Payload) -> LinkAtTikTok:
    return LinkAtTikTok(
        row.id("video_id"),
        row.word("status", LinkStatus.OTHER),
        row.text("status"),
        row.maybe_whole("number_of_requests") or 0,
        stamp(row, "last_reminded_timestamp"),
        row.maybe_text("link_request_id") or None,
    )
