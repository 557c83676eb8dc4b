"""Lists of a creator's videos, newest first; the cursor is the last one's time in milliseconds."""

import re

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.images import embed_url, thumbnail
from tiktok_simulator.world import Video

_MENTION = re.compile(r"@([\w.]+)")


def public_posts(call: Call) -> Data:
    """GET /tto/tcm/creator/public/video/list/"""
    call.account()
    handle = call.parameters.text("handle_name")
    ids = call.parameters.texts("video_ids", most=25)
    limit, before = _window(call, most=25)
    videos = call.listed(handle).videos_at(call.now)
    posts, has_more, cursor = _named(call, videos, ids) if ids else _page(call, videos, limit, before)
    return {"posts": posts, "page_info": {"has_more": has_more, "cursor": cursor}}


def own_posts(call: Call) -> Data:
    """GET /tto/creator/authorized/video/list/: `has_more` and `cursor` at the root.

    With `video_ids`, whose number nothing limits, cursor and limit are ignored, whatever they are.
    """
    videos = call.creator().videos_at(call.now)
    ids = call.parameters.texts("video_ids")
    posts, has_more, cursor = _named(call, videos, ids) if ids else _page(call, videos, *_window(call, most=10))
    return {"posts": posts, "has_more": has_more, "cursor": cursor}


def _window(call: Call, *, most: int) -> tuple[int, int]:
    """(limit, cursor)"""
    return call.parameters.whole("limit", 1, most, 10), call.parameters.whole("cursor", 0, 10**15, 0)


def _named(call: Call, videos: list[Video], ids: list[str]) -> tuple[list[Data], bool, int]:
    return [_post(call, video) for video in videos if video.id in ids], False, 0


def _page(call: Call, videos: list[Video], limit: int, before: int) -> tuple[list[Data], bool, int]:
    """(posts, whether more follow, the cursor to go on from)"""
    if before:
        videos = [video for video in videos if video.create_time * 1000 < before]
    shown = videos[:limit]
    cursor = shown[-1].create_time * 1000 if shown else before
    return [_post(call, video) for video in shown], len(videos) > limit, cursor


def _post(call: Call, video: Video) -> Data:
    counts = video.counts_at(call.now)
    return {
        "display_name": video.creator.display_name,
        "video_id": video.id,
        "thumbnail_url": thumbnail(call, video),
        "embed_url": embed_url(video),
        "caption": video.caption,
        "likes": counts.likes,
        "comments": counts.comments,
        "shares": counts.shares,
        "favorites": counts.favorites,
        "video_views": counts.views,
        "create_time": str(video.create_time * 1000),
        "caption_hashtags": video.hashtags,
        "mentioned_accounts": _MENTION.findall(video.caption),
        "collaboration_status": "PAID_PARTNERSHIP" if video.is_branded else "NONE",
    }
