"""Campaigns at TikTok One: create, append, list (API for Business, page 1815693562720258)."""

from collections.abc import Iterable, Mapping, Sequence

from creatorport.adapters.tiktok.business.marketplace import Marketplace, listed
from creatorport.adapters.tiktok.endpoints import CAMPAIGN_CREATE, CAMPAIGN_LIST, CAMPAIGN_UPDATE
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import stamp
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.tiktok_one import Access, CampaignAtTikTok, NewCampaign
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handle import Handle

_PAGE = 5
"""The largest page that this list has."""

_ABSENT = "40007"


class HttpCampaigns:
    """Implements CampaignsAtTikTok. Only campaigns of type CAMPAIGN are made and seen, brand links never."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def create(self, access: Access, campaign: NewCampaign) -> CampaignAtTikTok:
        document = {
            "campaign_type": "CAMPAIGN",
            "brand_name": campaign.brand_name,
            "campaign_name": campaign.name,
            "handle_names": _names(campaign.handles),
            "send_notification": campaign.notify,
        }
        described = {"campaign_description": campaign.description} if campaign.description else {}
        linked = {"anchor_id": campaign.anchor_id} if campaign.anchor_id is not None else {}
        return _campaign(await self._marketplace.post(access, CAMPAIGN_CREATE, document | described | linked))

    async def add_creators(
        self, access: Access, tiktok_id: str, handles: Sequence[Handle], *, notify: bool
    ) -> CampaignAtTikTok:
        document = {
            "campaign_id": tiktok_id,
            "campaign_type": "CAMPAIGN",
            "handle_names": _names(handles),
            "send_notification": notify,
        }
        return _campaign(await self._marketplace.post(access, CAMPAIGN_UPDATE, document))

    async def find_by_name(self, access: Access, name: str) -> CampaignAtTikTok | None:
        async for page in self._marketplace.pages(access, CAMPAIGN_LIST, _CAMPAIGNS, size=_PAGE):
            for row in page.each("campaigns"):
                if row.text("campaign_name") == name:
                    return _campaign(row)
        return None

    async def read(self, access: Access, tiktok_id: str) -> CampaignAtTikTok:
        query = {**_CAMPAIGNS, "campaign_ids": listed([tiktok_id])}
        answer = await self._marketplace.get(access, CAMPAIGN_LIST, query)
        for row in answer.each("campaigns"):
            if row.id("campaign_id") == tiktok_id:
                return _campaign(row)
        raise TikTokRefused(CAMPAIGN_LIST.name, "there is no such campaign", tiktok_code=_ABSENT, log_id=answer.log_id)


_CAMPAIGNS: Mapping[str, str] = {"campaign_type": "CAMPAIGN"}


def _campaign(row: Payload) -> CampaignAtTikTok:
    return CampaignAtTikTok(
        name=row.text("campaign_name"),
        at_tiktok=AtTikTok(row.id("campaign_id"), row.id("invite_link"), tuple(row.texts("country_codes"))),
        handles=row.handles("handle_names"),
        failed_handles=row.handles("failed_handle_names"),
        video_ids=tuple(row.texts("video_ids")),
        created_at=stamp(row, "create_time"),
    )


def _names(handles: Iterable[Handle]) -> list[str]:
    return [handle.text for handle in handles]
