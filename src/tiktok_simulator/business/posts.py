"""Lists of a creator's videos, newest first; the cursor is the last one's time in milliseconds."""

import re
from collections.abc import Callable

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.images import embed_url, thumbnail
from tiktok_simulator.world import Creator, Video

_MENTION = re.compile(r"@([\w.]+)")


def public_posts(call: Call) -> Data:
    """GET /tto/tcm/creator/public/video/list/"""
    call.account()
    handle = call.parameters.text("handle_name")
    posts, has_more, cursor = _page(call, lambda: call.listed(handle), most_ids=25, most=25)
    return {"posts": posts, "page_info": {"has_more": has_more, "cursor": cursor}}


def own_posts(call: Call) -> Data:
    """GET /tto/creator/authorized/video/list/: `has_more` and `cursor` at the root."""
    creator = call.creator()
    posts, has_more, cursor = _page(call, lambda: creator, most_ids=10, most=10)
    return {"posts": posts, "has_more": has_more, "cursor": cursor}


def _page(call: Call, owner: Callable[[], Creator], *, most_ids: int, most: int) -> tuple[list[Data], bool, int]:
    """(posts, whether more follow, the cursor to go on from). With `video_ids`, cursor and limit are ignored."""
    ids = call.parameters.texts("video_ids", most=most_ids)
    limit = call.parameters.whole("limit", 1, most, 10)
    before = call.parameters.whole("cursor", 0, 10**15, 0)
    videos = owner().videos_at(call.now)
    if ids:
        return [_post(call, video) for video in videos if video.id in ids], False, 0
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
