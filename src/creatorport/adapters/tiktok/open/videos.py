"""The videos behind a token: POST /v2/video/list/ and /v2/video/query/.

TikTok for Developers, "tiktok-api-v2-video-list", "tiktok-api-v2-video-query" and "tiktok-api-v2-video-object".
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from creatorport.adapters.tiktok.endpoints import VIDEO_LIST, VIDEO_QUERY, Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import signed_link, unix_seconds
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.tiktok_videos import SeenVideo, VideoPage
from creatorport.domain.account_video import VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret

# All of them are covered by `video.list`. Left out: `embed_html`, which is markup around the link, and `width` and
# `height`, which are the cover's and not the video's.
_FIELDS = (
    "id", "create_time", "cover_image_url", "share_url", "video_description", "duration", "title", "embed_link",
    "like_count", "comment_count", "share_count", "view_count",
)  # fmt: skip

_LARGEST_PAGE = 20


class DisplayVideos:
    """Implements TikTokVideos."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def page(self, access_token: Secret, *, cursor: int | None, on_behalf_of: WorkspaceId) -> VideoPage:
        asked = {"max_count": _LARGEST_PAGE} | ({} if cursor is None else {"cursor": cursor})
        answer = await self._call(VIDEO_LIST, access_token, asked, on_behalf_of)
        more = answer.maybe_truth("has_more")
        if more is None:
            raise answer.lost("has_more")
        return VideoPage(tuple(_videos(answer)), answer.maybe_whole("cursor"), more)

    async def query(
        self, access_token: Secret, video_ids: Collection[str], *, on_behalf_of: WorkspaceId
    ) -> Sequence[SeenVideo]:
        asked = {"filters": {"video_ids": list(video_ids)}}
        answer = await self._call(VIDEO_QUERY, access_token, asked, on_behalf_of)
        # What was not asked for is not ours to believe.
        return [video for video in _videos(answer) if video.video_id in video_ids]

    async def _call(
        self, endpoint: Endpoint, access_token: Secret, document: Mapping[str, Any], tenant: WorkspaceId
    ) -> Payload:
        request = Request(
            endpoint,
            query={"fields": ",".join(_FIELDS)},
            headers={"Authorization": f"Bearer {access_token.reveal()}"},
            document=document,
        )
        return await self._transport.call(request, tenant=tenant)


def _videos(answer: Payload) -> list[SeenVideo]:
    """Return each video of an answer once, as it stands there last."""
    return list({video.video_id: video for video in map(_video, answer.each("videos"))}.values())


def _video(shown: Payload) -> SeenVideo:
    return SeenVideo(
        shown.id("id"),
        VideoFacts(
            published_at=unix_seconds(shown, "create_time"),
            title=shown.maybe_text("title"),
            description=shown.maybe_text("video_description"),
            duration=shown.maybe_whole("duration"),
            cover=signed_link(shown.maybe_text("cover_image_url")),
            share_url=shown.maybe_text("share_url"),
            embed_url=shown.maybe_text("embed_link"),
        ),
        Counts(
            views=shown.maybe_whole("view_count"),
            likes=shown.maybe_whole("like_count"),
            comments=shown.maybe_whole("comment_count"),
            shares=shown.maybe_whole("share_count"),
        ),
    )
