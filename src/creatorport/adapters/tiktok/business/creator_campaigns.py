"""What a creator does about a campaign: join, link a video, decide on link requests.

API for Business, page 1836584318657537 for joining.
"""

from creatorport.adapters.tiktok.business.creator_side import TTO_ID, CreatorSide
from creatorport.adapters.tiktok.endpoints import CREATOR_JOIN, CREATOR_LINK, LINK_CONFIRM, LINK_REQUESTS
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.creator_campaigns import CreatorAccess, LinkRequest, PendingLinks


class HttpCreatorCampaigns:
    """Implements CreatorCampaigns."""

    def __init__(self, transport: Transport) -> None:
        self._creator = CreatorSide(transport, TTO_ID)

    async def join(self, access: CreatorAccess, invite_link: str) -> None:
        await self._creator.post(access, CREATOR_JOIN, {"tto_invite_link": invite_link})

    async def link_video(self, access: CreatorAccess, invite_link: str, video_id: str) -> None:
        await self._creator.post(access, CREATOR_LINK, {"tto_invite_link": invite_link, "video_id": video_id})

    async def pending_links(self, access: CreatorAccess, invite_link: str) -> PendingLinks:
        answer = await self._creator.get(access, LINK_REQUESTS, {"tto_invite_link": invite_link})
        requests = [LinkRequest(row.id("link_request_id"), row.id("video_id")) for row in answer.each("link_requests")]
        return PendingLinks(answer.id("campaign_id"), tuple(requests), answer.maybe_whole("spark_authorization_days"))

    async def decide(self, access: CreatorAccess, request_id: str, *, approve: bool) -> None:
        action = "APPROVE" if approve else "REJECT"
        await self._creator.post(access, LINK_CONFIRM, {"link_request_id": request_id, "action": action})
