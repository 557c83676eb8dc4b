"""What is asked of stored creators is checked before anything is read."""

from decimal import Decimal

import pytest

from creatorport.application.stored_creators import StoredQuery, tidy
from creatorport.domain.errors import InvalidValue


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (StoredQuery(min_followers=-1), "minFollowers"),
        (StoredQuery(min_followers=2, max_followers=1), "minFollowers"),
        (StoredQuery(max_engagement_rate=1.01), "maxEngagementRate"),
        (StoredQuery(min_engagement_rate=float("nan")), "minEngagementRate"),
        (StoredQuery(min_median_views=7, max_median_views=6), "minMedianViews"),
        (StoredQuery(min_price=Decimal("-0.01")), "minPrice"),
        (StoredQuery("a\0b"), "text"),
        (StoredQuery("x" * 101), "text"),
        (StoredQuery(countries=("US", "")), "countries.1"),
        (StoredQuery(content_categories=tuple("x" * 101)), "contentCategories"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_its_field(query: StoredQuery, field: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        tidy(query)
    assert refused.value.field == field


def test_bounds_may_touch_and_words_lose_their_case() -> None:
    asked = StoredQuery(" lamps ", ("us",), ("Dance",), ("GAMES",), 5, 5, 0, 1)
    assert tidy(asked) == StoredQuery("lamps", ("US",), ("dance",), ("games",), 5, 5, 0, 1)
