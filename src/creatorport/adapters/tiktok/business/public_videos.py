"""Public videos of a creator on TikTok One: GET /tto/tcm/creator/public/video/list/ of API for Business."""

from collections.abc import Sequence
from datetime import UTC, datetime

from creatorport.adapters.tiktok.business.marketplace import Marketplace
from creatorport.adapters.tiktok.endpoints import PUBLIC_VIDEOS
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.counts import Counts
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handle import Handle
from creatorport.domain.insights.videos import WatchedVideo

_PAGE = 25
_NOT_THERE = frozenset({"40002", "40007"})
"""As for the public page: what is sent is in good form, so that only the handle can be meant."""


class HttpPublicVideos:
    """Implements PublicVideos."""

    def __init__(self, transport: Transport) -> None:
        self._marketplace = Marketplace(transport)

    async def newest(self, access: Access, handle: Handle, *, most: int) -> Sequence[WatchedVideo] | None:
        found: dict[str, WatchedVideo] = {}
        cursor = 0
        for _ in range(-(-most // _PAGE)):
            query = {"handle_name": handle.text, "limit": str(_PAGE), "cursor": str(cursor)}
            try:
                answer = await self._marketplace.get(access, PUBLIC_VIDEOS, query)
            except TikTokRefused as error:
                if error.tiktok_code in _NOT_THERE:
                    return None
                raise
            found |= {one.video_id: one for row in answer.each("posts") if (one := _video(row)) is not None}
            paging = answer.inner("page_info")
            cursor = paging.maybe_whole("cursor") or 0
            if not paging.maybe_truth("has_more") or not cursor:
                break
        return list(found.values())[:most]


def _video(row: Payload) -> WatchedVideo | None:
    milliseconds = row.maybe_whole("create_time")
    if milliseconds is None:
        return None
    try:
        published = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise row.lost("create_time") from error
    counts = Counts(
        views=row.maybe_whole("video_views"),
        likes=row.maybe_whole("likes"),
        comments=row.maybe_whole("comments"),
        shares=row.maybe_whole("shares"),
    )
    return WatchedVideo(row.id("video_id"), published, counts)
