"""Who watched a campaign's videos: from GET /tto/tcm/report/ (API for Business, page 1815693573340162)."""

from collections.abc import Mapping, Sequence
from typing import Final

from creatorport.adapters.tiktok.business.audiences import Lists, audience
from creatorport.adapters.tiktok.business.campaigns import HttpCampaigns
from creatorport.adapters.tiktok.business.marketplace import Marketplace
from creatorport.adapters.tiktok.endpoints import REPORT
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.insight_sources import VideoAudience
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.insights.audience import Dimension

_PAGE = 100
_LISTS: Final[Lists] = {
    "audience_genders_distribution": (Dimension.GENDER, "gender"),
    "audience_countries_distribution": (Dimension.COUNTRY, "country"),
    "audience_age_distribution": (Dimension.AGE, "age"),
    "audience_device_distribution": (Dimension.DEVICE, "device"),
    "audience_locale_distribution": (Dimension.LOCALE, "locale"),
    "audience_interest_distribution": (Dimension.INTEREST, "interest_tag"),
    "audience_language_distribution": (Dimension.LANGUAGE, "language"),
}
_WORDS: Final[Mapping[Dimension, Mapping[str, str]]] = {
    Dimension.AGE: {"1": "13-17", "2": "18-24", "3": "25-34", "4": "35-44", "5": "45-54", "6": "55+"}
}


class HttpCampaignAudiences:
    """Implements CampaignAudiences."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)
        self._campaigns = HttpCampaigns(transport)

    async def read(self, access: Access, at_tiktok: AtTikTok) -> Sequence[VideoAudience]:
        countries = at_tiktok.country_codes or (
            (await self._campaigns.read(access, at_tiktok.campaign_id)).at_tiktok.country_codes
        )
        found: dict[str, VideoAudience] = {}
        for country in countries:
            query, headers = {"campaign_id": at_tiktok.campaign_id}, {"Country-Code": country}
            async for page in self._marketplace.pages(access, REPORT, query, size=_PAGE, headers=headers):
                for row in page.each("videos"):
                    # A video is in the report of each country, with the same audience.
                    found[row.inner("video_info").id("video_id")] = _video(row)
        return list(found.values())


def _video(row: Payload) -> VideoAudience:
    handle = row.inner("creator_info").handle("handle_name")
    return VideoAudience(handle, row.maybe_whole("video_views") or 0, audience(row, _LISTS, _WORDS))
