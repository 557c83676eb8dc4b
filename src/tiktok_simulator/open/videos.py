"""POST /v2/video/list/ and /v2/video/query/"""

from typing import Any

from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.json_body import json_object
from tiktok_simulator.open.video_object import video_object
from tiktok_simulator.world import Video

_USUAL_PAGE = 10
_LARGEST_PAGE = 20
_MOST_IDS = 20


def video_list(call: Call) -> dict[str, Any]:
    """A page of the owner's public videos, newest first, strictly older than the cursor (milliseconds)."""
    asked = json_object(call)
    cursor = _whole_number(call, asked, "cursor", 0, range(2**63))
    most = _whole_number(call, asked, "max_count", _USUAL_PAGE, range(1, _LARGEST_PAGE + 1))
    videos = call.creator.videos_at(call.now)
    older = [video for video in videos if not cursor or video.create_time * 1000 < cursor]
    page = older[:most]
    if page and call.strikes("empty_middle_page"):
        # One past the video that would have led, so that the walk goes on and loses nothing.
        return {"videos": [], "cursor": page[0].create_time * 1000 + 1, "has_more": True}
    after = page[-1].create_time * 1000 if page else cursor
    if page and call.strikes("repeated_cursor"):
        after = cursor or page[0].create_time * 1000
    return {"videos": _shown(call, page), "cursor": after, "has_more": len(older) > len(page)}


def video_query(call: Call) -> dict[str, Any]:
    """Those of the named videos that are the owner's and public; the rest is silently left out."""
    filters = json_object(call).get("filters")
    ids = filters.get("video_ids") if isinstance(filters, dict) else None
    if not isinstance(ids, list) or not 1 <= len(ids) <= _MOST_IDS:
        raise call.invalid(f"filters.video_ids takes 1 to {_MOST_IDS} ids.")
    if not all(isinstance(video_id, str) for video_id in ids):
        raise call.invalid("filters.video_ids takes strings.")
    found = [video for video in map(call.simulator.world.video, dict.fromkeys(ids)) if video is not None]
    own = [video for video in found if video.creator is call.creator and _visible(call, video)]
    return {"videos": _shown(call, own), "cursor": 0, "has_more": False}


def _visible(call: Call, video: Video) -> bool:
    return video.is_public and video.create_time <= call.now


def _shown(call: Call, videos: list[Video]) -> list[dict[str, Any]]:
    without_counters, fallen = call.strikes("counters_missing"), call.strikes("falling_counters")
    return [video_object(call, video, without_counters=without_counters, fallen=fallen) for video in videos]


def _whole_number(call: Call, asked: dict[str, Any], name: str, usual: int, allowed: range) -> int:
    value = asked.get(name, usual)
    if type(value) is not int or value not in allowed:
        raise call.invalid(f"{name} is a whole number from {allowed.start} to {allowed.stop - 1}.")
    return value
