"""The match score: laws that hold for all creators and campaigns, and the formula's numbers said a second time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId
from creatorport.domain.match.factors import Gap, Standing
from creatorport.domain.match.facts import Candidate, Known, Wanted
from creatorport.domain.match.formula import FORMULA, WEIGHTS, FactorName, expected_rate
from creatorport.domain.match.ranking import Change, ranked
from creatorport.domain.match.score import Match, match
from creatorport.domain.money import Money

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LAW = settings(max_examples=50)
WORDS = ["beauty", "food", "hair", "travel"]

ages = st.integers(0, 3_000).map(lambda hours: NOW - timedelta(hours=hours))
shares = st.fractions(0, 1, max_denominator=1000)
rates = st.fractions(0, Fraction(1, 2), max_denominator=10_000)
prices = st.integers(1, 10_000_00).map(lambda cents: Money(Decimal(cents) / 100, "USD"))


def known(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | st.builds(Known, values, ages)


candidates = st.builds(
    Candidate,
    st.uuids().map(lambda one: CreatorId(str(one))),
    followers=known(st.integers(0, 2**53)),
    engagement_rate=known(rates),
    price=known(prices),
    categories=known(st.frozensets(st.sampled_from(WORDS))),
    audience=known(shares),
    countries=known(st.frozensets(st.sampled_from(["DE", "FR", "US"]), min_size=1)),
    last_post=known(ages),
)
wishes = st.builds(
    Wanted,
    countries=st.frozensets(st.sampled_from(["DE", "FR", "US"])),
    categories=st.frozensets(st.sampled_from(WORDS)),
    price=st.none() | prices,
)


def points(scored: Match, name: FactorName) -> Decimal:
    return next(factor.points for factor in scored.factors if factor.name is name)


def test_the_formula_has_a_name_and_a_hundred_points() -> None:
    assert FORMULA == "match-score/1"
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(FactorName)
    assert [expected_rate(size) for size in (0, 9_999, 10_000, 100_000, 500_000, 1_000_000)] == [
        Fraction(9, 100),
        Fraction(9, 100),
        Fraction(7, 100),
        Fraction(6, 100),
        Fraction(5, 100),
        Fraction(4, 100),
    ]


FULL = Candidate(
    CreatorId("ana"),
    followers=Known(50_000, NOW),
    engagement_rate=Known(Fraction(7, 100), NOW - timedelta(days=14)),
    price=Known(Money(Decimal(300), "USD"), NOW),
    categories=Known(frozenset({"beauty", "travel"}), NOW),
    audience=Known(Fraction(4, 5), NOW),
    last_post=Known(NOW - timedelta(days=9), NOW),
)
WISH = Wanted(frozenset({"US"}), frozenset({"beauty", "hair"}), Money(Decimal(400), "USD"))


def test_the_numbers_of_the_documentation() -> None:
    scored = match(FULL, WISH, NOW)
    assert [(one.name, one.points) for one in scored.factors] == [
        (FactorName.AUDIENCE, Decimal(20)),
        (FactorName.CATEGORY, Decimal("12.5")),
        (FactorName.PRICE, Decimal(15)),
        (FactorName.ENGAGEMENT, Decimal(10)),
        (FactorName.RECENCY, Decimal(9)),
    ]
    assert scored.score == Decimal("66.5")
    assert scored.confidence == pytest.approx(0.9)


def test_nothing_known_is_half_of_everything_and_no_confidence() -> None:
    scored = match(Candidate(CreatorId("x")), WISH, NOW)
    assert (scored.score, scored.confidence) == (Decimal(50), 0)
    assert {one.reading.standing for one in scored.factors} == {Standing.MISSING}


def test_what_is_not_asked_gives_half_to_everybody_and_costs_no_confidence() -> None:
    scored = match(FULL, Wanted(), NOW)
    asked = {one.name for one in scored.factors if one.reading.standing is not Standing.NOT_ASKED}
    assert asked == {FactorName.ENGAGEMENT, FactorName.RECENCY}
    assert scored.score == Decimal(35) + 10 + 9
    assert scored.confidence == pytest.approx((20 * 0.5 + 10) / 30)


def test_a_creators_own_country_stands_in_for_an_audience_that_is_not_known() -> None:
    home = replace(FULL, audience=None, countries=Known(frozenset({"US"}), NOW))
    one_of_two = replace(home, countries=Known(frozenset({"US", "GB"}), NOW))
    abroad = replace(home, countries=Known(frozenset({"GB"}), NOW))
    assert [points(match(one, WISH, NOW), FactorName.AUDIENCE) for one in (home, one_of_two, abroad)] == [
        Decimal(15),
        Decimal("8.75"),
        Decimal("2.5"),
    ]
    assert match(home, WISH, NOW).factors[0].reading.standing is Standing.ESTIMATED
    assert match(home, WISH, NOW).confidence < match(FULL, WISH, NOW).confidence


def test_a_price_of_another_currency_is_no_price() -> None:
    scored = match(replace(FULL, price=Known(Money(Decimal(1), "EUR"), NOW)), WISH, NOW)
    assert points(scored, FactorName.PRICE) == 10
    assert scored.factors[2].reading.gap is Gap.OTHER_CURRENCY


@LAW
@given(candidates, wishes)
def test_contributions_add_up_to_the_score_and_stay_within_their_weights(one: Candidate, wanted: Wanted) -> None:
    scored = match(one, wanted, NOW)
    assert sum((factor.points for factor in scored.factors), Decimal(0)) == scored.score
    assert 0 <= scored.score <= 100
    assert all(0 <= factor.points <= factor.weight for factor in scored.factors)
    assert 0 <= scored.confidence <= 1
    for factor in scored.factors:
        if factor.reading.number is None:
            assert factor.points * 2 == factor.weight


@LAW
@given(candidates, wishes, shares, shares)
def test_more_of_the_audience_is_never_worse(one: Candidate, wanted: Wanted, first: Fraction, second: Fraction) -> None:
    less, more = sorted((first, second))
    worse, better = (match(replace(one, audience=Known(share, NOW)), wanted, NOW) for share in (less, more))
    assert worse.score <= better.score


@LAW
@given(candidates, wishes, st.frozensets(st.sampled_from(WORDS)), st.sampled_from(WORDS))
def test_one_category_more_is_never_worse(one: Candidate, wanted: Wanted, few: frozenset[str], word: str) -> None:
    worse, better = (match(replace(one, categories=Known(some, NOW)), wanted, NOW) for some in (few, few | {word}))
    assert worse.score <= better.score


@LAW
@given(candidates, wishes, prices, prices)
def test_a_lower_price_and_a_greater_budget_are_never_worse(
    one: Candidate, wanted: Wanted, first: Money, second: Money
) -> None:
    low, high = sorted((first, second), key=lambda price: price.amount)
    dear, cheap = (match(replace(one, price=Known(price, NOW)), wanted, NOW) for price in (high, low))
    assert dear.score <= cheap.score
    if wanted.price is not None and one.price is not None:
        poor, rich = (match(one, replace(wanted, price=price), NOW) for price in (low, high))
        assert poor.score <= rich.score


@LAW
@given(candidates, wishes, rates, rates)
def test_more_engagement_is_never_worse(one: Candidate, wanted: Wanted, first: Fraction, second: Fraction) -> None:
    less, more = sorted((first, second))
    worse, better = (match(replace(one, engagement_rate=Known(rate, NOW)), wanted, NOW) for rate in (less, more))
    assert worse.score <= better.score


@LAW
@given(candidates, wishes, ages, ages)
def test_a_newer_post_is_never_worse(one: Candidate, wanted: Wanted, first: datetime, second: datetime) -> None:
    old, new = sorted((first, second))
    worse, better = (match(replace(one, last_post=Known(at, NOW)), wanted, NOW) for at in (old, new))
    assert worse.score <= better.score


@LAW
@given(candidates, wishes, st.integers(1, 5_000))
def test_confidence_falls_with_age_and_the_score_by_recency_alone(one: Candidate, wanted: Wanted, hours: int) -> None:
    fresh, stale = match(one, wanted, NOW), match(one, wanted, NOW + timedelta(hours=hours))
    assert stale.confidence <= fresh.confidence
    assert [factor.points for factor in stale.factors[:4]] == [factor.points for factor in fresh.factors[:4]]
    assert stale.factors[4].points <= fresh.factors[4].points


@LAW
@given(candidates, wishes)
def test_learning_what_was_missing_never_costs_confidence(one: Candidate, wanted: Wanted) -> None:
    before = match(one, wanted, NOW).confidence
    rate = one.engagement_rate or Known(Fraction(1, 20), NOW)
    assert match(replace(one, engagement_rate=rate), wanted, NOW).confidence >= before
    assert (
        match(replace(one, price=one.price or Known(Money(Decimal(5), "USD"), NOW)), wanted, NOW).confidence >= before
    )


@LAW
@given(st.lists(candidates, max_size=8, unique_by=lambda one: one.creator_id), wishes, st.randoms())
def test_the_order_does_not_depend_on_how_they_came(several: list[Candidate], wanted: Wanted, random: Random) -> None:
    order = ranked(match(one, wanted, NOW) for one in several)
    random.shuffle(several)
    assert ranked(match(one, wanted, NOW) for one in several) == order
    assert [one.rank for one in order] == list(range(1, len(several) + 1))
    scores = [one.match.score for one in order]
    assert scores == sorted(scores, reverse=True)


@LAW
@given(st.lists(candidates, min_size=2, max_size=5, unique_by=lambda one: one.creator_id), wishes)
def test_each_change_that_is_named_is_enough_by_itself(several: list[Candidate], wanted: Wanted) -> None:
    by_id = {one.creator_id: one for one in several}
    order = ranked(match(one, wanted, NOW) for one in several)
    assert order[0].changes == ()
    for better, mine in pairwise(order):
        for change in mine.changes:
            changed = match(applied(by_id[mine.match.creator_id], wanted, change), wanted, NOW)
            assert changed.score > better.match.score


def applied(one: Candidate, wanted: Wanted, change: Change) -> Candidate:
    """The creator with one input changed as told, as far as real inputs can follow it."""
    match change.factor:
        case FactorName.AUDIENCE:
            return replace(one, audience=Known(change.to, NOW))
        case FactorName.CATEGORY:
            many = ceil(change.to * len(wanted.categories))
            return replace(one, categories=Known(frozenset(sorted(wanted.categories)[:many]), NOW))
        case FactorName.PRICE:
            assert wanted.price is not None
            most = change.to * Fraction(wanted.price.amount)
            cents = (Decimal(most.numerator) / Decimal(most.denominator)).quantize(Decimal("0.0001"), ROUND_FLOOR)
            return replace(one, price=Known(Money(cents, wanted.price.currency), NOW))
        case FactorName.ENGAGEMENT:
            followers = one.followers or Known(0, NOW)
            rate = Known(change.to * expected_rate(followers.value), NOW)
            return replace(one, followers=followers, engagement_rate=rate)
        case FactorName.RECENCY:
            microseconds = int(change.to * 86_400_000_000)
            return replace(one, last_post=Known(NOW - timedelta(microseconds=microseconds), NOW))


def test_only_changes_that_are_possible_are_named() -> None:
    worst = replace(FULL, creator_id=CreatorId("z"), audience=Known(Fraction(0), NOW))
    (_, second) = ranked([match(FULL, WISH, NOW), match(worst, WISH, NOW)])
    # Twenty points more are needed; price can give five more, recency one.
    assert [(one.factor, one.now, one.to) for one in second.changes] == [
        (FactorName.AUDIENCE, Fraction(0), Fraction(2001, 2500)),
    ]


def test_a_share_is_a_share() -> None:
    with pytest.raises(InvalidValue):
        Candidate(CreatorId("x"), audience=Known(Fraction(3, 2), NOW))
    with pytest.raises(InvalidValue):
        Wanted(price=Money(Decimal(0), "USD"))
