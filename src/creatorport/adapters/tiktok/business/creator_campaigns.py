"""What a creator does about a campaign: join, link a video.

API for Business, page 1836584318657537 for joining.
"""

from creatorport.adapters.tiktok.business.creator_side import TTO_ID, CreatorSide
from creatorport.adapters.tiktok.endpoints import CREATOR_JOIN, CREATOR_LINK
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.creator_campaigns import CreatorAccess


class HttpCreatorCampaigns:
    """Implements CreatorCampaigns."""

    def __init__(self, transport: Transport) -> None:
        self._creator = CreatorSide(transport, TTO_ID)

    async def join(self, access: CreatorAccess, invite_link: str) -> None:
        await self._creator.post(access, CREATOR_JOIN, {"tto_invite_link": invite_link})

    async def link_video(self, access: CreatorAccess, invite_link: str, video_id: str) -> None:
        await self._creator.post(access, CREATOR_LINK, {"tto_invite_link": invite_link, "video_id": video_id})
