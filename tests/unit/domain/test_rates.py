from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.counts import Counts, total
from creatorport.domain.rates import EngagementRate
from tests.unit.domain.numbers import COUNTS, KNOWN

FULL = st.builds(Counts, KNOWN, KNOWN, KNOWN, KNOWN)


def test_the_rate_is_likes_comments_and_shares_over_views() -> None:
    rate = Counts(views=2000, likes=90, comments=7, shares=3).engagement_rate
    assert rate == EngagementRate(engagements=100, views=2000)
    assert rate.ratio == Fraction(1, 20)
    assert float(rate) == 0.05


def test_the_formula_has_a_name_and_a_version() -> None:
    assert EngagementRate.formula == "engagement-by-views/1"


@given(COUNTS)
def test_there_is_a_rate_exactly_when_all_inputs_are_known_and_somebody_watched(counts: Counts) -> None:
    inputs = (counts.views, counts.likes, counts.comments, counts.shares)
    assert (counts.engagement_rate is not None) == (None not in inputs and counts.views != 0)


def test_no_views_is_no_rate_which_is_not_a_rate_of_zero() -> None:
    assert Counts(views=0, likes=0, comments=0, shares=0).engagement_rate is None
    nobody_cared = Counts(views=10, likes=0, comments=0, shares=0).engagement_rate
    assert nobody_cared == EngagementRate(0, 10)
    assert float(nobody_cared) == 0.0


@given(FULL.filter(lambda counts: bool(counts.views)))
def test_the_ratio_is_exact(counts: Counts) -> None:
    rate = counts.engagement_rate
    assert rate is not None
    assert rate.ratio * rate.views == (counts.likes or 0) + (counts.comments or 0) + (counts.shares or 0)


@given(st.lists(FULL, min_size=1, max_size=6))
def test_the_rate_of_several_is_made_from_the_sums(parts: list[Counts]) -> None:
    views = sum(part.views or 0 for part in parts)
    engagements = sum((part.likes or 0) + (part.comments or 0) + (part.shares or 0) for part in parts)
    assert total(parts).engagement_rate == (EngagementRate(engagements, views) if views else None)


def test_the_rate_of_several_is_not_the_mean_of_their_rates() -> None:
    quiet, loud = Counts(1000, 0, 0, 0), Counts(10, 10, 0, 0)
    assert total([quiet, loud]).engagement_rate == EngagementRate(10, 1010)


def test_one_unknown_input_of_one_part_leaves_the_sum_of_the_others() -> None:
    some = replace(Counts(100, 10, 5, 5), shares=None)
    assert total([some, Counts(100, 10, 5, 5)]).engagement_rate == EngagementRate(35, 200)
