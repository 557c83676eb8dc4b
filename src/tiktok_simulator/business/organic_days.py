"""A creator's day in numbers, as the Accounts API tells it: differences of the curves that all else shows, too."""

from datetime import date, timedelta
from typing import Any

from tiktok_simulator.business.moments import DAY, day, start_of
from tiktok_simulator.world import Creator, Video, chance

LATENCY = DAY
"""Seconds after its end until a day's numbers are there (documented: 24 to 48 hours)."""

METRICS = (
    "video_views", "unique_video_views", "profile_views", "likes", "comments", "shares", "daily_total_followers",
    "daily_new_followers", "daily_lost_followers", "engaged_audience",
)  # fmt: skip
BUSINESS_METRICS = (
    "phone_number_clicks", "lead_submissions", "app_download_clicks", "bio_link_clicks", "email_clicks",
    "address_clicks", "audience_activity",
)  # fmt: skip
_NEWEST = 150
"""How many videos are watched enough to count in a day."""
_BUSINESS, _LOST, _UNIQUE, _VISITS, _CLICKS = 201, 202, 203, 204, 205
_CLICKED = BUSINESS_METRICS[:-1]


def is_business_account(creator: Creator) -> bool:
    """Whether this is a Business Account, to which some figures are reserved: about every third one is."""
    return chance.unit(creator.key, _BUSINESS) < 0.35


def days(creator: Creator, first: date, last: date, now: float, wanted: set[str]) -> list[dict[str, Any]]:
    """One row per day that is over for long enough and lies in the account's life."""
    videos = creator.shelf.at(creator, min(now, start_of(last) + DAY), most=_NEWEST)
    born = day(creator.first_post)
    rows = []
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        if on >= born and start_of(on) + DAY + LATENCY <= now:
            rows.append({"date": on.isoformat(), **_row(creator, videos, on, wanted)})
    return rows


def _row(creator: Creator, videos: list[Video], on: date, wanted: set[str]) -> dict[str, Any]:
    begins, ends = start_of(on), start_of(on) + DAY
    before, after = int(creator.followers_at(begins)), int(creator.followers_at(ends))
    lost = int(max(1.0, before * 0.0008) * (0.5 + chance.unit(creator.key, _LOST + on.toordinal())))
    watched = _watched(videos, begins, ends)
    facts: dict[str, Any] = {
        "followers_count": after,
        **watched,
        "unique_video_views": int(watched["video_views"] * (0.7 + 0.2 * chance.unit(creator.key, _UNIQUE))),
        "profile_views": int(watched["video_views"] * (0.004 + 0.02 * chance.unit(creator.key, _VISITS))),
        "engaged_audience": int((watched["likes"] + watched["comments"] + watched["shares"]) * 0.8),
        "daily_total_followers": after - before,
        "daily_new_followers": max(0, after - before) + lost,
        "daily_lost_followers": max(0, before - after) + lost,
    }
    facts |= _of_business_accounts(creator, on, after, watched["video_views"])
    return {name: value for name, value in facts.items() if name in wanted}


def _watched(videos: list[Video], begins: float, ends: float) -> dict[str, int]:
    sums = {"video_views": 0, "likes": 0, "comments": 0, "shares": 0}
    for video in videos:
        if video.create_time < ends:
            then, now = video.counts_at(begins), video.counts_at(ends)
            sums["video_views"] += now.views - then.views
            for name in ("likes", "comments", "shares"):
                sums[name] += getattr(now, name) - getattr(then, name)
    return sums


def _of_business_accounts(creator: Creator, on: date, followers: int, views: int) -> dict[str, Any]:
    """Null on other accounts."""
    if not is_business_account(creator):
        return dict.fromkeys(BUSINESS_METRICS)
    clicks = {
        name: int(views * 0.002 * chance.unit(creator.key, _CLICKS + place)) for place, name in enumerate(_CLICKED)
    }
    return {**clicks, "audience_activity": activity(creator, followers, on)}


def activity(creator: Creator, followers: int, on: date) -> list[dict[str, Any]]:
    """How many followers were in the app per UTC hour: a wave around the creator's favourite hour."""
    hours = []
    for hour in range(24):
        away = min((hour - creator.favourite_hour) % 24, (creator.favourite_hour - hour) % 24) / 12
        awake = 0.08 + 0.5 * (1 - away) ** 2 + 0.02 * chance.unit(creator.key, on.toordinal() * 24 + hour)
        hours.append({"hour": str(hour), "count": int(followers * awake * creator.audience.usages["active"])})
    return hours
