"""A video as the Display API shows it."""

from typing import Any

from tiktok_simulator.http.media import signed_image_url
from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.fields import COUNTERS
from tiktok_simulator.world import Video

COVER_LIFE = 6 * 3600
_LONGEST_TEXT = 150
_MARKS = "utm_campaign=tt4d_open_api&utm_source="
# One video in so many is sparse: TikTok then leaves some of its counters out.
_SPARSE_ONE_IN = 40


def video_object(call: Call, video: Video, *, without_counters: bool, fallen: bool) -> dict[str, Any]:
    """The requested fields. Counters may be missing: from sparse videos, or by fault."""
    shown: dict[str, Any] = {}
    absent = COUNTERS if without_counters else missing_counters(call, video)
    for name in call.fields:
        if name in COUNTERS:
            if name not in absent:
                truth = _counter(call, video, name)
                shown[name] = truth * 9 // 10 if fallen else truth
        else:
            shown[name] = _value(call, video, name)
    return shown


def missing_counters(call: Call, video: Video) -> frozenset[str]:
    """Which counters this video lacks, for ever: none for most."""
    drawn = call.simulator.digest("sparse", video.id)
    if drawn[0] % _SPARSE_ONE_IN:
        return frozenset()
    return frozenset({"share_count", "comment_count"} | ({"view_count"} if drawn[1] % 2 else set()))


def _counter(call: Call, video: Video, name: str) -> int:
    counts = video.counts_at(call.now)
    return {
        "like_count": counts.likes,
        "comment_count": counts.comments,
        "share_count": counts.shares,
        "view_count": counts.views,
    }[name]


def _value(call: Call, video: Video, name: str) -> Any:
    handle, key = video.creator.handle, call.app.client_key
    page = f"https://www.tiktok.com/@{handle}/video/{video.id}"
    if name == "cover_image_url":
        return cover_url(call, video)
    if name == "embed_html":
        return (
            f'<blockquote class="tiktok-embed" cite="{page}" data-video-id="{video.id}"'
            ' style="max-width: 605px;min-width: 325px;"> <section> </section> </blockquote>'
            ' <script async src="https://www.tiktok.com/embed.js"></script>'
        )
    if name == "embed_link":
        player = f"https://www.tiktok.com/player/v1/{video.id}?music_info=1&description=1&autoplay=1&loop=1"
        return f"{player}&{_MARKS}{key}"
    return {
        "id": video.id,
        "create_time": video.create_time,
        "share_url": f"{page}?{_MARKS}{key}",
        "title": video.title[:_LONGEST_TEXT],
        "video_description": video.caption[:_LONGEST_TEXT],
        "duration": video.duration,
        # The cover's size, not the video's resolution.
        "height": 400,
        "width": 300,
    }[name]


def cover_url(call: Call, video: Video) -> str:
    picture = call.simulator.digest("cover", video.id).hex()[:16]
    path = f"tos-useast-p-0037/{picture}~tplv-tiktokx-cropcenter-q:300:400:q70.png"
    extra = "&biz_tag=tt_video&s=TIKTOK_FOR_DEVELOPER&sc=cover"
    return signed_image_url(call.simulator, call.request, path, life=COVER_LIFE, extra=extra)
