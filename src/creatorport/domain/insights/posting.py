"""When posts do well: a histogram of past posts, weighted by what they were watched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from creatorport.domain.insights.videos import WatchedVideo

FORMULA = "mean-views-by-hour/1"
"""Per weekday and hour of the wall clock: posts, and the mean of their views; posts of unknown views do not count."""

HOURS = 24


@dataclass(frozen=True, slots=True)
class PostingHour:
    """`weekday` counts from Monday, 0."""

    weekday: int
    hour: int
    posts: int
    mean_views: float


def posting_hours(videos: Iterable[WatchedVideo], zone: ZoneInfo) -> Sequence[PostingHour]:
    """Return the hours in which anything was posted, the best first. Each post is put where its wall clock stood."""
    views: dict[tuple[int, int], list[int]] = {}
    for video in videos:
        if video.counts.views is not None:
            at = video.published_at.astimezone(zone)
            views.setdefault((at.weekday(), at.hour), []).append(video.counts.views)
    hours = [PostingHour(day, hour, len(seen), sum(seen) / len(seen)) for (day, hour), seen in views.items()]
    return sorted(hours, key=lambda one: (-one.mean_views, one.weekday, one.hour))


def activity_in(activity: Sequence[float], zone: ZoneInfo, at: datetime) -> Sequence[float]:
    """Return how active the audience is per hour of the zone's wall clock, as its offset stands at `at`.

    TikTok counts by hours of UTC. Where an offset is no whole hour, each hour is shared between two.
    """
    offset = zone.utcoffset(at) or timedelta(0)
    shift = (offset / timedelta(hours=1)) % HOURS
    whole, part = int(shift), shift - int(shift)
    turned = [0.0] * HOURS
    for hour, count in enumerate(activity):
        turned[(hour + whole) % HOURS] += count * (1 - part)
        turned[(hour + whole + 1) % HOURS] += count * part
    return turned
