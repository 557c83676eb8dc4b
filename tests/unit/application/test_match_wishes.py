"""From what is stored and what is said to what is scored; and a change in words."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from creatorport.application.comparison import compare
from creatorport.application.creator_numbers import NumberName
from creatorport.application.match.candidates import candidate, share
from creatorport.application.match.wishes import Wishes
from creatorport.application.match.words import told
from creatorport.application.ports.match_reads import LastPost, MatchScene, Viewers
from creatorport.application.views import CreatorView
from creatorport.domain.campaign_plan import CampaignPlan, Collaboration
from creatorport.domain.creator_profile import Attempt, Label, PublicFacts, Whereabouts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId
from creatorport.domain.match.facts import Candidate, Known, Wanted
from creatorport.domain.match.formula import FactorName
from creatorport.domain.match.ranking import Change
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Absence, Pedigree, Source

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
EARLIER = datetime(2026, 11, 10, 9, tzinfo=UTC)
READ = Pedigree(Source.TIKTOK_ONE_PUBLIC, EARLIER, NOW)
PAGE = PublicFacts(
    "7", None, 0.0731, 1200, Money(Decimal(300), "USD"), (Label("1", "Beauty & Care"),), (Label("2", "Hair"),), READ
)
BARE = CreatorView(
    CreatorId("ana"), "ana", "Ana", None, None, None, None, None, None, Source.TIKTOK_ONE_DISCOVER, NOW, NOW, NOW
)
FULL = replace(BARE, followers=50_000, public=PAGE, whereabouts=Whereabouts(frozenset({"US"}), READ))


def scene(plan: CampaignPlan = CampaignPlan(), countries: tuple[str, ...] = ()) -> MatchScene:  # noqa: B008  frozen
    return MatchScene(plan, countries, {}, {}, {})


def test_what_is_not_stored_stays_unknown() -> None:
    assert candidate(BARE, None) == Candidate(CreatorId("ana"))
    silent = replace(PAGE, engagement_rate=None, starting_price=None, content_labels=(), industry_labels=())
    assert candidate(replace(BARE, public=silent), None) == Candidate(
        CreatorId("ana"), categories=Known(frozenset(), EARLIER)
    )


def test_each_fact_has_the_age_of_its_own_source() -> None:
    assert candidate(FULL, LastPost(EARLIER, NOW)) == Candidate(
        CreatorId("ana"),
        followers=Known(50_000, NOW),
        engagement_rate=Known(Fraction("0.0731"), EARLIER),
        price=Known(Money(Decimal(300), "USD"), EARLIER),
        categories=Known(frozenset({"beauty & care", "hair"}), EARLIER),
        countries=Known(frozenset({"US"}), EARLIER),
        last_post=Known(EARLIER, NOW),
    )


def test_the_viewers_in_all_wanted_countries_are_added_up() -> None:
    viewers = Viewers({"US": 0.61, "DE": 0.2, "FR": 0.05}, EARLIER)
    assert share(viewers, Wanted(frozenset({"US", "DE", "GB"}))) == Known(Fraction("0.81"), EARLIER)
    assert share(Viewers({"US": 0.7, "DE": 0.4}, EARLIER), Wanted(frozenset({"US", "DE"}))) == Known(
        Fraction(1), EARLIER
    )
    assert share(Viewers({}, EARLIER), Wanted(frozenset({"US"}))) is None
    assert share(None, Wanted(frozenset({"US"}))) is None


PLANNED = scene(CampaignPlan(budget=Money(Decimal(1000), "USD")), ("US",))


def test_what_is_not_said_is_taken_from_the_campaign() -> None:
    assert Wishes().of(PLANNED) == Wanted(frozenset({"US"}), frozenset(), Money(Decimal("100.00"), "USD"))
    assert Wishes().of(scene()) == Wanted()
    said = Wishes(("de",), (" Hair ",), Money(Decimal(100), "EUR"), 3).checked()
    assert said.of(PLANNED) == Wanted(frozenset({"DE"}), frozenset({"hair"}), Money(Decimal("33.33"), "EUR"))
    assert Wishes(budget=Money(Decimal("0.01"), "USD"), creators=100).of(PLANNED).price == Money(Decimal("0.01"), "USD")


def test_a_gift_has_no_price_unless_a_budget_is_named() -> None:
    gifted = scene(CampaignPlan(budget=Money(Decimal(1000), "USD"), collaboration=Collaboration.GIFTED))
    assert Wishes().of(gifted).price is None
    assert Wishes(budget=Money(Decimal(50), "USD")).of(gifted).price == Money(Decimal(5), "USD")


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        (Wishes(creators=0), "wanted.creators"),
        (Wishes(budget=Money(Decimal(0), "USD")), "wanted.budget.amount"),
        (Wishes(countries=("US", "")), "wanted.countries.1"),
        (Wishes(countries=("Germany",)), "wanted.countries.0"),
        (Wishes(categories=("x",) * 51), "wanted.categories.50"),
    ],
)
def test_what_cannot_be_wanted_is_refused_with_its_field(wishes: Wishes, field: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        wishes.checked()
    assert refused.value.field == field


WANTED = Wanted(frozenset({"US"}), frozenset({"a", "b", "c"}), Money(Decimal(400), "USD"))


@pytest.mark.parametrize(
    ("factor", "to", "words"),
    [
        (FactorName.AUDIENCE, Fraction(2, 3), "at least 66.67 % of the audience in the wanted countries"),
        (FactorName.CATEGORY, Fraction(1, 2), "2 of the 3 wanted categories"),
        (FactorName.PRICE, Fraction(2, 3), "a price of at most 266.66 USD"),
        (FactorName.ENGAGEMENT, Fraction(11, 10), "an engagement rate of at least 7.70 %"),
        (FactorName.RECENCY, Fraction(37, 3), "a post within the last 12.3 days"),
    ],
)
def test_a_change_is_told_in_words_that_are_enough(factor: FactorName, to: Fraction, words: str) -> None:
    known = Candidate(CreatorId("ana"), followers=Known(50_000, NOW))
    assert told(Change(factor, None, to, 1), known, WANTED) == words


def test_without_a_size_the_engagement_is_told_against_what_is_usual() -> None:
    change = Change(FactorName.ENGAGEMENT, None, Fraction(5, 4), 1)
    assert told(change, Candidate(CreatorId("ana")), WANTED) == "at least 1.25 times what is usual"


def test_creators_are_compared_row_by_row_and_the_best_are_marked() -> None:
    cheap = replace(FULL, id=CreatorId("ben"), likes=7, public=replace(PAGE, starting_price=Money(Decimal(9), "USD")))
    gone = replace(BARE, id=CreatorId("cem"), likes=7, attempt=Attempt(NOW, Absence.GONE))
    comparison = compare([FULL, cheap, gone])
    assert [row.name for row in comparison.rows] == list(NumberName)
    rows = {row.name: row.values for row in comparison.rows}
    assert [value.is_best for value in rows[NumberName.FOLLOWERS]] == [True, True, False]
    assert [value.is_best for value in rows[NumberName.LIKES]] == [False, True, True]
    assert [value.is_best for value in rows[NumberName.STARTING_PRICE]] == [False, True, False]
    assert [value.is_best for value in rows[NumberName.VIDEOS]] == [False, False, False]
    price = rows[NumberName.STARTING_PRICE]
    assert [(one.number.value, one.number.currency, one.number.absence) for one in price] == [
        (Decimal(300), "USD", None),
        (Decimal(9), "USD", None),
        (None, None, Absence.GONE),
    ]
    assert rows[NumberName.ENGAGEMENT_RATE][0].number.value == Decimal("0.0731")
    assert rows[NumberName.FOLLOWERS][2].number.absence is Absence.NOT_SUPPORTED
    assert rows[NumberName.MEDIAN_VIEWS][0].number.captured_at == EARLIER


def test_prices_of_unlike_currencies_are_shown_and_none_is_the_best() -> None:
    euros = replace(FULL, id=CreatorId("ben"), public=replace(PAGE, starting_price=Money(Decimal(9), "EUR")))
    (row,) = [one for one in compare([FULL, euros]).rows if one.name is NumberName.STARTING_PRICE]
    assert [(one.number.currency, one.is_best) for one in row.values] == [("USD", False), ("EUR", False)]


def test_a_number_that_nobody_has_is_best_nowhere() -> None:
    assert not any(value.is_best for row in compare([BARE]).rows for value in row.values)
