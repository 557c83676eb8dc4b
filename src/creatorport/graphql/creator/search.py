"""The inputs of discovery, and the question that they make."""

from enum import Enum

import strawberry

from creatorport.application.discovery.question import Question
from creatorport.application.ports.tiktok_one import CreatorOrder
from creatorport.graphql.creator.prices import dollars
from creatorport.graphql.enums import value
from creatorport.graphql.money.types import MoneyInput
from creatorport.graphql.scalars import BigInt


@strawberry.enum(description="What found creators are sorted by.")
class CreatorSortField(Enum):
    RELEVANCE = value("RELEVANCE", description="TikTok's own order.")
    FOLLOWERS = value("FOLLOWERS", description="How many follow the creator.")
    MEDIAN_VIEWS = value("MEDIAN_VIEWS", description="The median views of their videos.")
    ENGAGEMENT_RATE = value("ENGAGEMENT_RATE", description="Engagements per view, as TikTok counts.")


@strawberry.enum(description="The direction of an order.")
class SortDirection(Enum):
    ASCENDING = value("ASCENDING", description="The smallest first.")
    DESCENDING = value("DESCENDING", description="The greatest first.")


@strawberry.enum(description="A gender's share among a creator's followers.")
class FollowerGenderRatio(Enum):
    FEMALE_50 = value("FEMALE_50", description="Over 50 % are women.")
    FEMALE_60 = value("FEMALE_60", description="Over 60 % are women.")
    FEMALE_70 = value("FEMALE_70", description="Over 70 % are women.")
    MALE_50 = value("MALE_50", description="Over 50 % are men.")
    MALE_60 = value("MALE_60", description="Over 60 % are men.")
    MALE_70 = value("MALE_70", description="Over 70 % are men.")


@strawberry.enum(description="The age of most of a creator's followers.")
class FollowerAge(Enum):
    FROM_18_TO_24 = value("18-24", description="18 to 24 years.")
    FROM_25_TO_34 = value("25-34", description="25 to 34 years.")
    FROM_35_TO_44 = value("35-44", description="35 to 44 years.")
    FROM_45_TO_54 = value("45-54", description="45 to 54 years.")
    FROM_55 = value("55+", description="55 years and more.")


@strawberry.input(description="What creators are looked for on TikTok One. Everything given must hold.")
class CreatorFilter:
    countries: list[str] = strawberry.field(
        description='The creators\' countries as ISO 3166 codes, at least one: "US". TikTok is asked once for each '
        "group of countries that it takes together."
    )
    states: list[str] | None = strawberry.field(
        default=None, description='States of the United States, by name: "California". With `countries: ["US"]` only.'
    )
    keyword: str | None = strawberry.field(default=None, description="A word in the name, handle or videos.")
    languages: list[str] | None = strawberry.field(default=None, description='Languages of the videos: "en".')
    content_categories: list[str] | None = strawberry.field(
        default=None,
        description="What videos are about: names of `creatorCategories`, in any case; one must fit.",
    )
    industry_categories: list[str] | None = strawberry.field(
        default=None, description="Industries that they suit: names of `creatorCategories`, in any case; one must fit."
    )
    min_followers: BigInt | None = strawberry.field(default=None, description="At least so many followers.")
    max_followers: BigInt | None = strawberry.field(default=None, description="At most so many followers.")
    min_engagement_rate: float | None = strawberry.field(
        default=None, description="At least this rate, as a fraction: 0.03 is 3 %."
    )
    max_engagement_rate: float | None = strawberry.field(
        default=None, description="At most this rate, as a fraction: 0.03 is 3 %."
    )
    min_median_views: BigInt | None = strawberry.field(default=None, description="At least this median of views.")
    max_median_views: BigInt | None = strawberry.field(default=None, description="At most this median of views.")
    min_average_views: BigInt | None = strawberry.field(default=None, description="At least this mean of views.")
    max_average_views: BigInt | None = strawberry.field(default=None, description="At most this mean of views.")
    min_price: MoneyInput | None = strawberry.field(
        default=None, description="At least this starting price; in US dollars, as TikTok names prices."
    )
    max_price: MoneyInput | None = strawberry.field(
        default=None, description="At most this starting price; in US dollars, as TikTok names prices."
    )
    follower_country: str | None = strawberry.field(
        default=None, description="Where most followers are, as an ISO 3166 code."
    )
    follower_gender_ratio: FollowerGenderRatio | None = strawberry.field(
        default=None, description="Which gender prevails among the followers."
    )
    follower_age: FollowerAge | None = strawberry.field(default=None, description="How old most followers are.")


@strawberry.input(description="How found creators are sorted.")
class CreatorSort:
    field: CreatorSortField = strawberry.field(description="What to sort by.")
    direction: SortDirection = strawberry.field(
        default=SortDirection.DESCENDING, description="The direction; without effect on RELEVANCE."
    )


def question_of(wanted: CreatorFilter, sort: CreatorSort | None) -> Question:
    return Question(
        countries=tuple(wanted.countries),
        states=tuple(wanted.states or ()),
        keyword=wanted.keyword,
        languages=tuple(wanted.languages or ()),
        content_categories=tuple(wanted.content_categories or ()),
        industry_categories=tuple(wanted.industry_categories or ()),
        min_followers=wanted.min_followers,
        max_followers=wanted.max_followers,
        min_engagement_rate=wanted.min_engagement_rate,
        max_engagement_rate=wanted.max_engagement_rate,
        min_median_views=wanted.min_median_views,
        max_median_views=wanted.max_median_views,
        min_average_views=wanted.min_average_views,
        max_average_views=wanted.max_average_views,
        min_price=dollars(wanted.min_price, "minPrice"),
        max_price=dollars(wanted.max_price, "maxPrice"),
        follower_country=wanted.follower_country,
        follower_gender_ratio=None if wanted.follower_gender_ratio is None else wanted.follower_gender_ratio.value,
        follower_age=None if wanted.follower_age is None else wanted.follower_age.value,
        order=CreatorOrder.RELEVANCE if sort is None else CreatorOrder(sort.field.value),
        ascending=sort is not None and sort.direction is SortDirection.ASCENDING,
    )
