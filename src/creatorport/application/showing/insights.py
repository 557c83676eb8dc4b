"""Insights as they are shown: each section from the source that really has it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import Final
from zoneinfo import ZoneInfo

from creatorport.application.insight_views import (
    ActiveHourView,
    AudienceView,
    BestVideoView,
    ContentView,
    DistributionView,
    EngagementDayView,
    EngagementView,
    FailureView,
    FollowerDayView,
    GrowthView,
    InsightsAsked,
    InsightsView,
    PostingView,
    Section,
    StoredInsights,
)
from creatorport.application.showing.sections import chosen
from creatorport.domain.counts import total
from creatorport.domain.insights.audience import Dimension
from creatorport.domain.insights.posting import activity_in, posting_hours
from creatorport.domain.insights.reading import ReadingKind
from creatorport.domain.insights.videos import WatchedVideo, best
from creatorport.domain.pedigree import Source
from creatorport.domain.rates import EngagementRate

_K = ReadingKind

SOURCES_OF: Final[Mapping[Dimension, Sequence[ReadingKind]]] = {
    Dimension.GENDER: (_K.ORGANIC, _K.AUTHORIZED, _K.CAMPAIGNS),
    Dimension.AGE: (_K.ORGANIC, _K.AUTHORIZED, _K.CAMPAIGNS),
    Dimension.COUNTRY: (_K.ORGANIC, _K.AUTHORIZED, _K.CAMPAIGNS),
    Dimension.CITY: (_K.ORGANIC,),
    Dimension.DEVICE: (_K.AUTHORIZED, _K.CAMPAIGNS),
    Dimension.USAGE: (_K.AUTHORIZED,),
    # No source tells these of a whole audience; who watched in campaigns is what there is.
    Dimension.INTEREST: (_K.CAMPAIGNS,),
    Dimension.LOCALE: (_K.CAMPAIGNS,),
    Dimension.LANGUAGE: (_K.CAMPAIGNS,),
}
_VIDEOS = (_K.OWN_VIDEOS, _K.PUBLIC_VIDEOS)


def shown(stored: StoredInsights, asked: InsightsAsked) -> InsightsView:
    videos_section, reading = chosen(stored, _VIDEOS, lambda one: bool(one.told.videos))
    videos = reading.told.videos if reading is not None else ()
    return InsightsView(
        audience=AudienceView({dimension: _distribution(stored, dimension) for dimension in Dimension}),
        growth=_growth(stored, asked.days),
        engagement=_engagement(stored, videos_section, videos, asked.days),
        best_content=ContentView(
            videos_section,
            asked.order,
            tuple(_video(one, stored.handle) for one in best(videos, asked.order, asked.most)),
        ),
        posting_times=_posting(stored, videos_section, videos, ZoneInfo(asked.zone)),
        failures=tuple(
            FailureView(one.source.value, one.failure, one.asked_at)
            for _, one in sorted(stored.readings.items())
            if one.failure is not None
        ),
    )


def _distribution(stored: StoredInsights, dimension: Dimension) -> DistributionView:
    section, reading = chosen(stored, SOURCES_OF[dimension], lambda one: bool(one.told.audience.by(dimension)))
    return DistributionView(section, reading.told.audience.by(dimension) if reading is not None else ())


def _growth(stored: StoredInsights, most: int) -> GrowthView:
    """TikTok's own days, and where it told none, the last capture of a day in our own history."""
    told = {
        one.day: FollowerDayView(
            one.day,
            one.counts.followers,
            one.counts.new_followers,
            one.counts.lost_followers,
            Source.TIKTOK_ACCOUNTS.value,
        )
        for one in stored.days
        if one.counts.followers is not None or one.counts.new_followers is not None
    }
    ours = {
        one.day: FollowerDayView(one.day, one.followers, None, None, Source.TIKTOK_DISPLAY.value)
        for one in stored.history
        if one.followers is not None
    }
    days = {**ours, **told}
    if told or not ours:
        section, _ = chosen(stored, (_K.ORGANIC,), lambda _: bool(told))
    else:
        captured = max(one.captured_at for one in stored.history)
        section = Section(Source.TIKTOK_DISPLAY.value, captured, None, None)
    return GrowthView(section, tuple(days[day] for day in sorted(days)[-most:]))


def _engagement(
    stored: StoredInsights, videos_section: Section, videos: Sequence[WatchedVideo], most: int
) -> EngagementView:
    """The account's days; without them, its videos by the day they went up."""
    days = [one for one in stored.days if one.counts.views is not None]
    if days:
        section, _ = chosen(stored, (_K.ORGANIC,), lambda _: True)
        rows = [
            EngagementDayView(
                one.day,
                one.counts.views,
                one.counts.likes,
                one.counts.comments,
                one.counts.shares,
                _maybe(one.counts.engagement_rate),
            )
            for one in sorted(days, key=lambda one: one.day)
        ]
        return EngagementView(section, tuple(rows))
    by_day: dict[date, list[WatchedVideo]] = {}
    for video in videos:
        by_day.setdefault(video.published_at.astimezone(UTC).date(), []).append(video)
    sums = {day: total(one.counts for one in posted) for day, posted in by_day.items()}
    newest = sorted(sums)[-most:]
    return EngagementView(
        videos_section,
        tuple(
            EngagementDayView(day, one.views, one.likes, one.comments, one.shares, _maybe(one.engagement_rate))
            for day in newest
            for one in [sums[day]]
        ),
    )


def _posting(stored: StoredInsights, section: Section, videos: Sequence[WatchedVideo], zone: ZoneInfo) -> PostingView:
    active, reading = chosen(stored, (_K.ORGANIC,), lambda one: bool(one.told.activity))
    counts = activity_in(reading.told.activity, zone, reading.asked_at) if reading is not None else ()
    return PostingView(
        section,
        zone.key,
        tuple(posting_hours(videos, zone)),
        active,
        tuple(ActiveHourView(hour, count) for hour, count in enumerate(counts)),
    )


def _video(one: WatchedVideo, handle: str | None) -> BestVideoView:
    url = f"https://www.tiktok.com/@{handle}/video/{one.video_id}" if handle else None
    return BestVideoView(one.video_id, url, one.published_at, one.counts, one.reach, one.average_watch, one.completion)


def _maybe(rate: EngagementRate | None) -> float | None:
    return None if rate is None else float(rate)
