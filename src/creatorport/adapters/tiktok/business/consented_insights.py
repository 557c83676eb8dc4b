"""What a creator's own token tells: TikTok One's audience, and the Accounts API.

API for Business: GET /tto/creator/authorized/; pages 1762228399168514 and 1762228421622786.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from creatorport.adapters.tiktok.business.audiences import Lists, audience
from creatorport.adapters.tiktok.business.creator_side import ACCOUNTS_ID, TTO_ID, CreatorSide
from creatorport.adapters.tiktok.business.marketplace import listed
from creatorport.adapters.tiktok.endpoints import ACCOUNT_PROFILE, ACCOUNT_VIDEOS, CREATOR_PROFILE
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.times import unix_seconds
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.insight_sources import Organic
from creatorport.domain.counts import Counts
from creatorport.domain.insights.audience import Audience, Dimension
from creatorport.domain.insights.days import DayCounts
from creatorport.domain.insights.videos import WatchedVideo

_AUTHORIZED: Final[Lists] = {
    "audience_countries": (Dimension.COUNTRY, "country"),
    "audience_genders": (Dimension.GENDER, "gender"),
    "audience_ages": (Dimension.AGE, "age"),
    "audience_devices": (Dimension.DEVICE, "device"),
    "audience_usages": (Dimension.USAGE, "usage"),
}
_ORGANIC: Final[Lists] = {
    "audience_ages": (Dimension.AGE, "age"),
    "audience_genders": (Dimension.GENDER, "gender"),
    "audience_countries": (Dimension.COUNTRY, "country"),
    "audience_cities": (Dimension.CITY, "city_name"),
}
_DAILY = (
    "video_views", "profile_views", "likes", "comments", "shares", "daily_new_followers", "daily_lost_followers",
    "audience_activity",
)  # fmt: skip
_LISTED = ("item_id", "create_time", "video_views", "likes", "comments", "shares", "reach")
_WATCHED = ("average_time_watched", "full_video_watched_rate")
_PAGE = 20
_HOURS = 24


class HttpConsentedInsights:
    """Implements ConsentedInsights."""

    def __init__(self, transport: Transport) -> None:
        self._creator = CreatorSide(transport, TTO_ID)
        self._organic = CreatorSide(transport, ACCOUNTS_ID)

    async def authorized(self, access: CreatorAccess) -> Audience:
        answer = await self._creator.get(access, CREATOR_PROFILE, {"fields": listed(_AUTHORIZED)})
        return audience(answer, _AUTHORIZED)

    async def organic(self, access: CreatorAccess, scopes: AbstractSet[str], *, first: date, last: date) -> Organic:
        counted = ("followers_count",) if "user.info.stats" in scopes else ()
        query = {
            "fields": listed([*counted, *_DAILY, *_ORGANIC]),
            "start_date": first.isoformat(),
            "end_date": last.isoformat(),
        }
        answer = await self._organic.get(access, ACCOUNT_PROFILE, query)
        rows = answer.each("metrics") if answer.fields.get("metrics") else []
        days = tuple((_day(row), _counts(row)) for row in rows)
        return Organic(days, audience(answer, _ORGANIC), _activity(rows))

    async def own_videos(self, access: CreatorAccess, scopes: AbstractSet[str], *, most: int) -> Sequence[WatchedVideo]:
        fields = [*_LISTED, *(_WATCHED if "video.insights" in scopes else ())]
        found: dict[str, WatchedVideo] = {}
        cursor = 0
        for _ in range(-(-most // _PAGE)):
            query = {"fields": listed(fields), "max_count": str(_PAGE)} | ({"cursor": str(cursor)} if cursor else {})
            answer = await self._organic.get(access, ACCOUNT_VIDEOS, query)
            found |= {one.video_id: one for row in answer.each("videos") if (one := _video(row)) is not None}
            cursor = answer.maybe_whole("cursor") or 0
            if not answer.maybe_truth("has_more") or not cursor:
                break
        return list(found.values())[:most]


def _day(row: Payload) -> date:
    try:
        return date.fromisoformat(row.text("date"))
    except ValueError as error:
        raise row.lost("date") from error


def _counts(row: Payload) -> DayCounts:
    return DayCounts(
        followers=row.maybe_whole("followers_count"),
        new_followers=row.maybe_whole("daily_new_followers"),
        lost_followers=row.maybe_whole("daily_lost_followers"),
        views=row.maybe_whole("video_views"),
        profile_views=row.maybe_whole("profile_views"),
        likes=row.maybe_whole("likes"),
        comments=row.maybe_whole("comments"),
        shares=row.maybe_whole("shares"),
    )


def _activity(rows: Sequence[Payload]) -> tuple[float, ...]:
    """Return the mean of each hour over the days that tell it; only Business Accounts do."""
    sums, days = [0.0] * _HOURS, 0
    for row in rows:
        if row.fields.get("audience_activity"):
            days += 1
            for one in row.each("audience_activity"):
                hour = one.whole("hour")
                if hour >= _HOURS:
                    raise one.lost("hour")
                sums[hour] += one.maybe_whole("count") or 0
    return tuple(total / days for total in sums) if days else ()


def _video(row: Payload) -> WatchedVideo | None:
    published = unix_seconds(row, "create_time")
    if published is None:
        return None
    return WatchedVideo(
        row.id("item_id"),
        published,
        Counts(
            views=row.maybe_whole("video_views"),
            likes=row.maybe_whole("likes"),
            comments=row.maybe_whole("comments"),
            shares=row.maybe_whole("shares"),
        ),
        reach=row.maybe_whole("reach"),
        average_watch=row.maybe_fraction("average_time_watched"),
        completion=row.maybe_fraction("full_video_watched_rate"),
    )
