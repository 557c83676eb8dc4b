"""The inputs of a search among the creators that a workspace has found."""

from enum import Enum

import strawberry

from creatorport.application.stored_creators import StoredOrder, StoredQuery
from creatorport.graphql.creator.prices import dollars
from creatorport.graphql.creator.search import SortDirection
from creatorport.graphql.enums import value
from creatorport.graphql.money.types import MoneyInput
from creatorport.graphql.scalars import BigInt


@strawberry.enum(description="What stored creators are sorted by. Those of whom it is not known come last.")
class StoredCreatorSortField(Enum):
    FOLLOWERS = value("FOLLOWERS", description="How many follow the creator.")
    MEDIAN_VIEWS = value("MEDIAN_VIEWS", description="The median views of their videos.")
    ENGAGEMENT_RATE = value("ENGAGEMENT_RATE", description="Engagements per view, as TikTok counts.")
    STARTING_PRICE = value("STARTING_PRICE", description="What a video costs at least, in US dollars.")
    FOUND_AT = value("FOUND_AT", description="When this workspace first found the creator.")
    RELEVANCE = value("RELEVANCE", description="Likeness to the text, which must be given.")


@strawberry.input(description="How stored creators are sorted.")
class StoredCreatorSort:
    field: StoredCreatorSortField = strawberry.field(description="What to sort by.")
    direction: SortDirection = strawberry.field(default=SortDirection.DESCENDING, description="The direction.")


@strawberry.input(
    description="What stored creators are looked for. Everything given must hold, by the numbers that are stored."
)
class StoredCreatorFilter:
    countries: list[str] | None = strawberry.field(
        default=None, description='Creators known to be in one of these countries, as ISO 3166 codes: "US".'
    )
    content_categories: list[str] | None = strawberry.field(
        default=None, description="Names of content categories; one of them must be the creator's."
    )
    industry_categories: list[str] | None = strawberry.field(
        default=None, description="Names of industry categories; one of them must be the creator's."
    )
    tags: list[str] | None = strawberry.field(
        default=None, description="Tags of this workspace, in any spelling; the creator must have all of them."
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
    min_price: MoneyInput | None = strawberry.field(default=None, description="At least this price, in US dollars.")
    max_price: MoneyInput | None = strawberry.field(default=None, description="At most this price, in US dollars.")
    include_unknown: bool = strawberry.field(
        default=False, description="Whether creators are shown of whom something that is bounded here is not known."
    )


def stored_query(text: str | None, wanted: StoredCreatorFilter | None, sort: StoredCreatorSort | None) -> StoredQuery:
    order = StoredOrder.FOLLOWERS if sort is None else StoredOrder(sort.field.value)
    ascending = sort is not None and sort.direction is SortDirection.ASCENDING
    if wanted is None:
        return StoredQuery(text, order=order, ascending=ascending)
    return StoredQuery(
        text=text,
        countries=tuple(wanted.countries or ()),
        content_categories=tuple(wanted.content_categories or ()),
        industry_categories=tuple(wanted.industry_categories or ()),
        tags=tuple(wanted.tags or ()),
        min_followers=wanted.min_followers,
        max_followers=wanted.max_followers,
        min_engagement_rate=wanted.min_engagement_rate,
        max_engagement_rate=wanted.max_engagement_rate,
        min_median_views=wanted.min_median_views,
        max_median_views=wanted.max_median_views,
        min_price=dollars(wanted.min_price, "minPrice"),
        max_price=dollars(wanted.max_price, "maxPrice"),
        include_unknown=wanted.include_unknown,
        order=order,
        ascending=ascending,
    )
