"""What can be asked of the creators that a workspace has found, without asking TikTok."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from creatorport.domain.bounds import bounded, fractions
from creatorport.domain.countries import country_codes
from creatorport.domain.errors import InvalidValue
from creatorport.domain.lists.tags import tags
from creatorport.domain.texts import text, text_or_empty

LIST_MOST: Final = 100
WORD_MAX: Final = 64
TEXT_MAX: Final = 100


class StoredOrder(StrEnum):
    """What stored creators are sorted by. Those of whom it is not known come last, in either direction."""

    FOLLOWERS = "FOLLOWERS"
    MEDIAN_VIEWS = "MEDIAN_VIEWS"
    ENGAGEMENT_RATE = "ENGAGEMENT_RATE"
    STARTING_PRICE = "STARTING_PRICE"
    FOUND_AT = "FOUND_AT"
    RELEVANCE = "RELEVANCE"


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """Everything given must hold. Rates are fractions, prices US dollars, categories names in lower case.

    `text` is words as people type them into a search: all must occur, `"in quotes"` together, `or` between, `-` before
    one that must not; or else part of the handle, name or bio. `RELEVANCE` needs it. A creator of whom a bounded number
    is not known is left out, unless `include_unknown`; so is one who may be elsewhere, when countries are given.
    `tags` are the workspace's own, and a creator must have all of them.
    """

    text: str | None = None
    countries: tuple[str, ...] = ()
    content_categories: tuple[str, ...] = ()
    industry_categories: tuple[str, ...] = ()
    min_followers: int | None = None
    max_followers: int | None = None
    min_engagement_rate: float | None = None
    max_engagement_rate: float | None = None
    min_median_views: int | None = None
    max_median_views: int | None = None
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    include_unknown: bool = False
    order: StoredOrder = StoredOrder.FOLLOWERS
    ascending: bool = False
    tags: tuple[str, ...] = ()

    @property
    def is_unsearchable(self) -> bool:
        """Whether it asks for an order by likeness to nothing."""
        return self.order is StoredOrder.RELEVANCE and not self.text


def tidy(query: StoredQuery) -> StoredQuery:
    """Return the query with everything checked. Raises InvalidValue."""
    bounded("Followers", query.min_followers, query.max_followers)
    bounded("MedianViews", query.min_median_views, query.max_median_views)
    bounded("Price", query.min_price, query.max_price)
    fractions("EngagementRate", query.min_engagement_rate, query.max_engagement_rate)
    return replace(
        query,
        text=None if query.text is None else text_or_empty(query.text, "text", TEXT_MAX),
        countries=country_codes(words(query.countries, "countries"), "countries"),
        content_categories=tuple(one.lower() for one in words(query.content_categories, "contentCategories")),
        industry_categories=tuple(one.lower() for one in words(query.industry_categories, "industryCategories")),
        tags=tags(query.tags) if query.tags else (),
    )


def words(given: Sequence[str], field: str) -> tuple[str, ...]:
    """Return a list of words, each checked. Raises InvalidValue."""
    if len(given) > LIST_MOST:
        raise InvalidValue(field, f"name at most {LIST_MOST}")
    return tuple(text(one, f"{field}.{place}", WORD_MAX) for place, one in enumerate(given))
