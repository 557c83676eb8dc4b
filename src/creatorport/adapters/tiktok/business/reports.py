"""Campaign reports: GET /tto/tcm/report/, once per country, all pages (API for Business, page 1815693573340162)."""

from collections.abc import Sequence
from dataclasses import fields, replace

from creatorport.adapters.tiktok.business.campaigns import HttpCampaigns
from creatorport.adapters.tiktok.business.marketplace import Marketplace
from creatorport.adapters.tiktok.endpoints import REPORT
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import stamp
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.tiktok_one import Access, ReportedVideo
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts

_PAGE = 100


class HttpReports:
    """Implements CampaignReports."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)
        self._campaigns = HttpCampaigns(transport)

    async def read(self, access: Access, at_tiktok: AtTikTok) -> Sequence[ReportedVideo]:
        # A fresh campaign may not have shown its countries yet; without them there is no report to ask for.
        countries = at_tiktok.country_codes or (
            (await self._campaigns.read(access, at_tiktok.campaign_id)).at_tiktok.country_codes
        )
        videos: dict[str, ReportedVideo] = {}
        for country in countries:
            query = {"campaign_id": at_tiktok.campaign_id}
            pages = self._marketplace.pages(access, REPORT, query, size=_PAGE, headers={"Country-Code": country})
            async for page in pages:
                for row in page.each("videos"):
                    video = _video(row)
                    known = videos.get(video.video_id)
                    videos[video.video_id] = _merged(known, video) if known else video
        return list(videos.values())


def _video(row: Payload) -> ReportedVideo:
    facts = row.inner("video_info")
    video_id, handle = facts.id("video_id"), row.inner("creator_info").handle("handle_name")
    return ReportedVideo(
        video_id=video_id,
        handle=handle,
        url=facts.maybe_text("embed_url") or f"https://www.tiktok.com/@{handle}/video/{video_id}",
        published_at=stamp(facts, "create_time"),
        counts=Counts(
            views=row.maybe_whole("video_views"),
            likes=row.maybe_whole("likes"),
            comments=row.maybe_whole("comments"),
            shares=row.maybe_whole("shares"),
        ),
    )


def _merged(one: ReportedVideo, other: ReportedVideo) -> ReportedVideo:
    """Join two rows of one video. Each counter is a lifetime total, so that the larger one was read the later."""

    def larger(name: str) -> int | None:
        known = [n for row in (one, other) if (n := getattr(row.counts, name)) is not None]
        return max(known, default=None)

    return replace(one, counts=Counts(*(larger(counter.name) for counter in fields(Counts))))
