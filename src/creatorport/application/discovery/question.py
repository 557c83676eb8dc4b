"""What creators are looked for, in business words; and the same in TikTok's words, and in those of the store."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from creatorport.application.ports.tiktok_one import CreatorOrder, CreatorQuery, CreatorWish
from creatorport.application.stored_creators import StoredOrder, StoredQuery, words
from creatorport.domain.bounds import bounded, fractions
from creatorport.domain.countries import country_code, country_codes
from creatorport.domain.errors import InvalidValue
from creatorport.domain.texts import maybe_text

KEYWORD_MAX: Final = 100
WORD_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class Question(CreatorWish):
    """Everything given must hold. Countries may be of several regions, categories are names."""

    countries: tuple[str, ...]
    states: tuple[str, ...] = ()
    content_categories: tuple[str, ...] = ()
    industry_categories: tuple[str, ...] = ()

    @property
    def scope(self) -> str:
        """A name of this very question: a cursor of one search must not be taken for a place in another."""
        return f"discover-{hashlib.sha256(repr(self).encode()).hexdigest()[:16]}"

    @property
    def by_key(self) -> bool:
        """Whether TikTok's rows show what the order goes by."""
        return self.order is CreatorOrder.FOLLOWERS

    @property
    def has_categories(self) -> bool:
        return bool(self.content_categories or self.industry_categories)


def tidy(question: Question) -> Question:
    """Return the question with everything checked. Raises InvalidValue."""
    if not question.countries:
        raise InvalidValue("countries", "name at least one country")
    countries = country_codes(words(question.countries, "countries"), "countries")
    where = maybe_text(question.follower_country, "followerCountry", WORD_MAX)
    if question.states and countries != ("US",):
        raise InvalidValue("states", "are known of the United States only: name US as the only country")
    bounded("Followers", question.min_followers, question.max_followers)
    bounded("MedianViews", question.min_median_views, question.max_median_views)
    bounded("AverageViews", question.min_average_views, question.max_average_views)
    bounded("Price", question.min_price, question.max_price)
    fractions("EngagementRate", question.min_engagement_rate, question.max_engagement_rate)
    return replace(
        question,
        countries=countries,
        states=words(question.states, "states"),
        keyword=maybe_text(question.keyword, "keyword", KEYWORD_MAX),
        languages=words(question.languages, "languages"),
        content_categories=words(question.content_categories, "contentCategories"),
        industry_categories=words(question.industry_categories, "industryCategories"),
        follower_country=where and country_code(where, "followerCountry"),
        ascending=question.ascending and question.order is not CreatorOrder.RELEVANCE,
    )


def to_wire(
    question: Question, countries: Sequence[str], content_ids: tuple[str, ...], industry_ids: tuple[str, ...]
) -> CreatorQuery:
    """Return what TikTok is asked for one group of countries."""
    same = {one.name: getattr(question, one.name) for one in fields(CreatorWish)}
    return CreatorQuery(tuple(countries), question.states, content_ids, industry_ids, **same)


def to_stored(question: Question, content_names: tuple[str, ...]) -> StoredQuery:
    """Return the question as far as it can be put to the store; see `unapplied` for the rest."""
    by_likeness = question.order is CreatorOrder.RELEVANCE and question.keyword is not None
    order = StoredOrder.FOLLOWERS if question.order is CreatorOrder.RELEVANCE else StoredOrder(question.order.value)
    return StoredQuery(
        text=question.keyword,
        countries=question.countries,
        content_categories=content_names,
        industry_categories=tuple(name.lower() for name in question.industry_categories),
        min_followers=question.min_followers,
        max_followers=question.max_followers,
        min_engagement_rate=question.min_engagement_rate,
        max_engagement_rate=question.max_engagement_rate,
        min_median_views=question.min_median_views,
        max_median_views=question.max_median_views,
        min_price=question.min_price,
        max_price=question.max_price,
        order=StoredOrder.RELEVANCE if by_likeness else order,
        ascending=question.ascending,
    )


def unapplied(question: Question) -> tuple[str, ...]:
    """Name what the store knows nothing about, as the graph names it."""
    unknown = {
        "states": question.states,
        "languages": question.languages,
        "minAverageViews": question.min_average_views,
        "maxAverageViews": question.max_average_views,
        "followerCountry": question.follower_country,
        "followerGenderRatio": question.follower_gender_ratio,
        "followerAge": question.follower_age,
        "sort": question.order is CreatorOrder.RELEVANCE and question.keyword is None,
    }
    return tuple(name for name, given in unknown.items() if given not in (None, (), False))
