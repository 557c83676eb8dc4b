"""GET /tto/tcm/report/: one row per linked video. No revenue, and most figures may be null."""

from datetime import date, timedelta
from typing import Any

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.campaign_view import country_codes
from tiktok_simulator.business.images import embed_url, thumbnail
from tiktok_simulator.business.moments import DAY, clock_time, day, start_of
from tiktok_simulator.business.parameters import page_of
from tiktok_simulator.business.records import Campaign, LinkedVideo
from tiktok_simulator.business.refusals import invalid
from tiktok_simulator.business.report_audience import audience
from tiktok_simulator.business.watching import by_source, watching
from tiktok_simulator.world import Video, VideoCounts, chance

_REACH = 0.88
_ADS = (
    "ad_clicks", "ad_conversions", "ad_cost", "ad_cpa", "ad_cpc", "ad_cpm", "ad_ctr", "ad_cvr", "ad_impressions",
    "ad_roas",
)  # fmt: skip
# Figures that TikTok leaves out now and then, each by chance of its own.
_NULLABLE = (
    "reach", "total_play_time", "average_view_time", "video_completion_rate", "two_seconds_views", "six_seconds_views",
    "video_view_retention", "video_views_by_source", "audience_genders_distribution",
    "audience_countries_distribution", "audience_age_distribution", "audience_device_distribution",
    "audience_interest_distribution",
)  # fmt: skip


def report(call: Call) -> Data:
    """The `Country-Code` header chooses one of the campaign's countries: rows are of that country's creators."""
    account_id = call.account()
    campaign_id = call.parameters.text("campaign_id")
    country = call.request.headers.get("country-code", "")
    days = _days(call)
    page_of(call.parameters, [], most=100, default=25)
    if not country:
        raise invalid("Country-Code is required in the header.")
    campaign = call.campaign_of(account_id, campaign_id)
    if country not in country_codes(call, campaign):
        raise invalid("Invalid value for Country-Code: not a country of the campaign.")
    rows = []
    for linked in campaign.videos:
        video = call.world.video(linked.video_id)
        if video is not None and video.creator.country == country:
            rows.append((linked, video))
    shown, page_info = page_of(call.parameters, rows, most=100, default=25)
    return {
        "tto_tcm_account_id": account_id,
        "campaign_id": campaign_id,
        "country_code": country,
        "campaign_type": campaign.campaign_type,
        "campaign_channel_type": "API_LITE_CAMPAIGN",
        "page_info": page_info,
        "videos": [_row(call, campaign, linked, video, days) for linked, video in shown],
    }


def _days(call: Call) -> tuple[date, date] | None:
    start, end = call.parameters.day("start_date"), call.parameters.day("end_date")
    if (start is None) != (end is None):
        raise invalid("start_date and end_date are given both or not at all.")
    if start is None or end is None:
        return None
    if end < start:
        raise invalid("Invalid value for end_date: before start_date.")
    return start, end


def _row(call: Call, campaign: Campaign, linked: LinkedVideo, video: Video, days: tuple[date, date] | None) -> Data:
    counts = _counts(call, video)
    seen = watching(video)
    row: dict[str, Any] = {
        "video_info": {
            "video_id": video.id,
            "create_time": clock_time(video.create_time),
            "embed_url": embed_url(video),
            "thumbnail_url": thumbnail(call, video),
            "authorization_code": None,
        },
        "creator_info": {"handle_name": video.creator.handle, "display_name": video.creator.display_name},
        **dict.fromkeys(_ADS, 0),
        "video_views": counts.views,
        "video_views_organic": counts.views,
        "video_views_paid": None,
        "engagement_count": _engaged(counts),
        "engagement_rate": _rate(counts),
        "likes": counts.likes,
        "likes_organic": None,
        "comments": counts.comments,
        "shares": counts.shares,
        "favorites": counts.favorites,
        "total_play_time": int(counts.views * seen.average_time),
        "average_view_time": seen.average_time,
        "video_completion_rate": seen.completion,
        "video_view_retention": seen.retention,
        "video_views_by_source": by_source(video, counts.views),
        **_daily_figures(call, linked, video),
        "anchor_id": campaign.anchor_id,
        "anchor_metrics": None,
        "daily_stats": [] if days is None else _daily_stats(call, video, days),
    }
    share = call.market.options.null_share
    for place, name in enumerate(_NULLABLE):
        if chance.unit(video.seed, 200 + place) < share:
            row[name] = None
    return row


def _counts(call: Call, video: Video) -> VideoCounts:
    counts = video.counts_at(call.now)
    if call.simulator.faults.strike("falling_report", call.request.url.path) is None:
        return counts
    return VideoCounts(*(count * 9 // 10 for count in counts))


def _daily_figures(call: Call, linked: LinkedVideo, video: Video) -> Data:
    """Reach, the second marks and the audience are reckoned at midnight: null on the day of linking."""
    midnight = call.now // DAY * DAY
    if midnight <= linked.linked_at:
        return dict.fromkeys(("reach", "two_seconds_views", "six_seconds_views", *audience(video)))
    seen = watching(video)
    return {
        "reach": int(video.counts_at(midnight).views * _REACH),
        "two_seconds_views": seen.two_seconds,
        "six_seconds_views": seen.six_seconds,
        **audience(video),
    }


def _daily_stats(call: Call, video: Video, days: tuple[date, date]) -> list[Data]:
    """What each day added; days before the video or after today are left out, and so is reach today."""
    today = day(call.now)
    current, last = max(days[0], day(video.create_time)), min(days[1], today)
    stats = []
    while current <= last:
        begin = start_of(current)
        before, after = video.counts_at(begin), video.counts_at(min(call.now, begin + DAY))
        gained = VideoCounts(*(late - early for late, early in zip(after, before, strict=True)))
        row: Data = {
            "date": current.isoformat(),
            "views": gained.views,
            "video_views_organic": gained.views,
            "likes": gained.likes,
            "comments": gained.comments,
            "shares": gained.shares,
            "engagement_rate": _rate(gained),
        }
        if current < today:
            row["reach"] = int(gained.views * _REACH)
        stats.append(row)
        current += timedelta(days=1)
    return stats


def _engaged(counts: VideoCounts) -> int:
    return counts.likes + counts.comments + counts.shares


def _rate(counts: VideoCounts) -> float | None:
    """A fraction; null without views."""
    return round(_engaged(counts) / counts.views, 6) if counts.views else None
