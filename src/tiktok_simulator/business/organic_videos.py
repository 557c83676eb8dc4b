"""GET /business/video/list/ of the Accounts API: an account's own videos, and how they were watched."""

from typing import Any

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.images import embed_url, thumbnail
from tiktok_simulator.business.moments import DAY
from tiktok_simulator.business.organic_profile import audience
from tiktok_simulator.business.refusals import invalid, no_permission
from tiktok_simulator.business.watching import by_source, watching
from tiktok_simulator.world import Creator, Video, chance

MOST = 20
LIFE = 365 * DAY
"""After this a video's figures do not change any more."""
IDLE = 7 * DAY
"""An account that posted nothing for so long has no insights."""

_LIST = (
    "item_id", "media_type", "is_ad", "create_time", "caption", "thumbnail_url", "share_url", "embed_url",
    "video_duration", "likes", "comments", "shares", "favorites", "reach", "video_views",
)  # fmt: skip
_INSIGHTS = (
    "total_time_watched", "average_time_watched", "full_video_watched_rate", "new_followers", "profile_views",
    "video_view_retention", "impression_sources", "audience_genders", "audience_countries", "audience_cities",
    "audience_types", "engagement_likes",
)  # fmt: skip
_SOURCES = {
    "for_you": "For You", "following": "Follow", "search": "Search", "personal_profile": "Personal Profile",
    "hashtag": "Hashtag", "sound": "Sound", "other": "Others",
}  # fmt: skip
_REACH, _WON, _VISITS, _NEW = 211, 212, 213, 214


def videos(call: Call) -> Data:
    creator = call.creator("business_id")
    fields = call.parameters.texts("fields", most=100) or ["item_id"]
    unknown = sorted(set(fields) - {*_LIST, *_INSIGHTS})
    if unknown:
        raise invalid(f"Invalid value for fields: {', '.join(unknown)} unknown.")
    granted = call.lineage.scopes if call.lineage is not None else ()
    if set(fields) & set(_INSIGHTS) and "video.insights" not in granted:
        raise no_permission("fields of the scope video.insights")
    most = call.parameters.whole("max_count", 1, MOST, 10)
    before = call.parameters.whole("cursor", 0, 10**15, 0)
    filters = call.parameters.section("filters")
    ids = filters.texts("video_ids", most=MOST) if filters is not None else None
    found = creator.videos_at(call.now)
    if ids:
        return {"videos": [_shown(call, one, fields) for one in found if one.id in ids], "cursor": 0, "has_more": False}
    if filters is not None and filters.flag("ad_post_only"):
        found = [one for one in found if one.is_branded]
    if before:
        found = [one for one in found if one.create_time * 1000 < before]
    shown = found[:most]
    cursor = shown[-1].create_time * 1000 if shown else before
    return {
        "videos": [_shown(call, one, fields) for one in shown],
        "cursor": cursor,
        "has_more": len(found) > most,
    }


def _shown(call: Call, video: Video, fields: list[str]) -> dict[str, Any]:
    known = _listed(call, video)
    if set(fields) & set(_INSIGHTS):
        known |= _insights(call, video, known["video_views"], known["likes"])
    return {name: known[name] for name in fields}


def _listed(call: Call, video: Video) -> dict[str, Any]:
    counts = video.counts_at(min(call.now, video.create_time + LIFE))
    return {
        "item_id": video.id,
        "media_type": "VIDEO",
        "is_ad": video.is_branded,
        "create_time": str(video.create_time),
        "caption": video.caption,
        "thumbnail_url": thumbnail(call, video),
        "share_url": f"{video.creator.profile_url}/video/{video.id}",
        "embed_url": embed_url(video),
        "video_duration": float(video.duration),
        "likes": counts.likes,
        "comments": counts.comments,
        "shares": counts.shares,
        "favorites": counts.favorites,
        "reach": int(counts.views * (0.75 + 0.2 * chance.unit(video.seed, _REACH))),
        "video_views": counts.views,
    }


def _insights(call: Call, video: Video, views: int, likes: int) -> dict[str, Any]:
    if _idle(video.creator, call.now):
        return dict.fromkeys(_INSIGHTS)
    seen = watching(video)
    split = audience(video.creator)
    returning = round(0.2 + 0.4 * chance.unit(video.seed, _NEW), 4)
    return {
        "total_time_watched": round(views * seen.average_time, 1),
        "average_time_watched": seen.average_time,
        "full_video_watched_rate": seen.completion,
        "new_followers": int(views * 0.002 * chance.unit(video.seed, _WON)),
        "profile_views": int(views * 0.01 * chance.unit(video.seed, _VISITS)),
        "video_view_retention": [
            {"second": second, "percentage": part} for second, part in enumerate(seen.retention, start=1)
        ],
        "impression_sources": [
            {"impression_source": _SOURCES[one["source"]], "percentage": round(int(one["video_views"]) / views, 4)}
            for one in by_source(video, views)
            if views and isinstance(one["source"], str)
        ],
        "audience_genders": split["audience_genders"],
        "audience_countries": split["audience_countries"],
        "audience_cities": split["audience_cities"],
        "audience_types": [
            {"type": "NEW_VIEWER", "percentage": round(1 - returning, 4)},
            {"type": "RETURN_VIEWER", "percentage": returning},
        ],
        "engagement_likes": [{"second": 1, "percentage": 1.0}] if likes else [],
    }


def _idle(creator: Creator, now: float) -> bool:
    newest = creator.shelf.at(creator, now, most=1)
    return not newest or newest[0].create_time < now - IDLE
