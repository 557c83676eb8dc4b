from datetime import datetime
from typing import Any

import strawberry

from creatorport.application.insight_views import (
    ActiveHourView,
    BestVideoView,
    ContentView,
    EngagementDayView,
    EngagementView,
    FailureView,
    FollowerDayView,
    GrowthView,
    InsightsView,
    PostingView,
)
from creatorport.domain.insights.posting import FORMULA, PostingHour
from creatorport.domain.rates import EngagementRate
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.insights.asked import ContentOrder
from creatorport.graphql.insights.sections import AudienceInsights, InsightOrigin
from creatorport.graphql.performance.metrics import Source
from creatorport.graphql.scalars import URL, BigInt


def _origin(section: str = "section") -> Any:
    return derived(lambda one: getattr(one, section), "Where it comes from, how old it is, or why there is none.")


def _unless_absent(name: str, description: str, section: str = "section") -> Any:
    return derived(lambda one: list(getattr(one, name)) if getattr(one, section).absence is None else None, description)


@strawberry.type(description="How many followed on a day.")
class FollowerDay:
    day: str = derived(lambda one: one.day.isoformat(), "The UTC day, such as 2026-11-20.")
    followers: BigInt | None = attribute("How many there were at its end; null where only the changes are told.")
    gained: BigInt | None = attribute("How many began to follow; null where TikTok does not tell it.")
    lost: BigInt | None = attribute("How many ceased to; null where TikTok does not tell it.")
    source: Source = derived(lambda one: Source(one.source), "Who told: TikTok's own days, or our own history.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, FollowerDayView)


@strawberry.type(description="How the number of followers changed.")
class GrowthInsights:
    origin: InsightOrigin = _origin()
    days: list[FollowerDay] | None = derived(
        lambda one: list(one.days) or None, "Day by day, the oldest first; days of which nothing is known are left out."
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, GrowthView)


@strawberry.type(description="How a day was watched and engaged with.")
class EngagementDay:
    day: str = derived(lambda one: one.day.isoformat(), "The UTC day.")
    views: BigInt | None = attribute("Views.")
    likes: BigInt | None = attribute("Likes.")
    comments: BigInt | None = attribute("Comments.")
    shares: BigInt | None = attribute("Shares.")
    rate: float | None = attribute("(likes + comments + shares) / views; null without views, or where one is unknown.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, EngagementDayView)


@strawberry.type(
    description="Engagement over time. Where the account's days are told, each is what it brought; else it is what the "
    "videos that went up on it have had until now, as `origin` tells."
)
class EngagementInsights:
    origin: InsightOrigin = _origin()
    formula: str = derived(lambda _: EngagementRate.formula, "The name and version of the rate's formula.")
    days: list[EngagementDay] | None = _unless_absent("days", "Day by day, the oldest first.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, EngagementView)


@strawberry.type(description="A video, and how it did. Of one's own videos more is told than of others'.")
class BestVideo:
    video_id: str = attribute("TikTok's id of it.")
    url: URL | None = attribute("Its page on TikTok; null where the creator's handle is not known.")
    published_at: datetime = attribute("When it went up.")
    views: BigInt | None = derived(lambda one: one.counts.views, "Views.")
    likes: BigInt | None = derived(lambda one: one.counts.likes, "Likes.")
    comments: BigInt | None = derived(lambda one: one.counts.comments, "Comments.")
    shares: BigInt | None = derived(lambda one: one.counts.shares, "Shares.")
    engagement_rate: float | None = derived(
        lambda one: None if one.counts.engagement_rate is None else float(one.counts.engagement_rate),
        "By the formula `engagement-by-views/1`.",
    )
    reach: BigInt | None = attribute("How many people saw it; only of one's own videos.")
    average_watch_seconds: float | None = derived(
        lambda one: one.average_watch, "For how long it was watched in the mean; only of one's own videos."
    )
    completion: float | None = attribute("Which part of the viewers saw it to its end; only of one's own videos.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, BestVideoView)


@strawberry.type(description="The best of the newest hundred videos.")
class ContentInsights:
    origin: InsightOrigin = _origin()
    best_by: ContentOrder = derived(lambda one: ContentOrder(one.order.value), "By what they are the best.")
    videos: list[BestVideo] | None = _unless_absent("videos", "The best first.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, ContentView)


@strawberry.type(description="An hour of the week in which something was posted.", name="PostingHour")
class PostingHourShown:
    weekday: int = derived(lambda one: one.weekday + 1, "The day of the week, 1 for Monday to 7 for Sunday.")
    hour: int = attribute("The hour of the wall clock, 0 to 23.")
    posts: int = attribute("How many of the newest hundred videos went up in it.")
    mean_views: float = attribute("The mean of their views.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, PostingHour)


@strawberry.type(description="How many followers are in the app in an hour of the day.")
class ActiveHour:
    hour: int = attribute("The hour of the wall clock, 0 to 23.")
    followers: float = attribute("How many, in the mean of the days that were read.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, ActiveHourView)


@strawberry.type(description="When posts do well, by the wall clock of a time zone.")
class PostingTimes:
    time_zone: str = derived(lambda one: one.zone, "The IANA time zone.")
    origin: InsightOrigin = _origin()
    formula: str = derived(lambda _: FORMULA, "The name and version of how the hours are weighted.")
    hours: list[PostingHourShown] | None = _unless_absent("hours", "The best first; hours without a post are left out.")
    activity_origin: InsightOrigin = _origin("activity_section")
    activity: list[ActiveHour] | None = _unless_absent(
        "activity",
        "When followers are in the app, by hour. TikTok tells it of Business Accounts only.",
        "activity_section",
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, PostingView)


@strawberry.type(description="A source that could not be read, last. What it told before is still shown.")
class InsightFailure:
    source: Source = derived(lambda one: Source(one.source), "Which source.")
    code: str = attribute("What it came to: a code of the error reference.")
    at: datetime = attribute("When.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, FailureView)


@strawberry.type(
    description="Who watches a creator, how that grows, what does well and when: each section from the source that has "
    "it, read once per day at most."
)
class Insights:
    audience: AudienceInsights = attribute("Of whom the audience is made.")
    growth: GrowthInsights = attribute("How the number of followers changed.")
    engagement: EngagementInsights = attribute("Engagement over time.")
    best_content: ContentInsights = attribute("What does well.")
    posting_times: PostingTimes = attribute("When it does well.")
    failures: list[InsightFailure] = attribute("Which sources could not be read when they were tried last.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, InsightsView)
