"""What is known of a creator comes in groups, each renewed by itself."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.creator import Creator, Reach
from creatorport.domain.creator_profile import PublicFacts, Whereabouts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.pedigree import Absence, Pedigree, Source

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MINUTES = st.integers(0, 6)


def at(minutes: float, source: Source = Source.TIKTOK_ONE_DISCOVER) -> Pedigree:
    captured = NOW + timedelta(minutes=minutes)
    return Pedigree(source, captured, captured + timedelta(hours=1))


def page(minutes: float, rate: float | None = 0.05) -> PublicFacts:
    return PublicFacts(None, None, rate, 7, None, (), (), at(minutes, Source.TIKTOK_ONE_PUBLIC))


def found(minutes: float, *countries: str) -> Whereabouts:
    return Whereabouts(frozenset(countries), at(minutes))


MARA = Creator(CreatorId("mara"), WorkspaceId("lumen"), Handle.of("mara"), "Mara", None, Reach(1, 1, 1, 1), at(0), NOW)


def test_a_page_and_a_search_renew_what_is_theirs() -> None:
    read = MARA.read(page(5))
    seen = read.seen_again(display_name="Mara!", avatar=None, reach=Reach(9, 1, 1, 1), pedigree=at(6))
    assert (seen.reach.followers, seen.public) == (9, page(5))
    assert seen.read(page(4)) is seen


def test_a_page_that_could_not_be_read_stays_as_it_was_with_the_cause_beside_it() -> None:
    failed = MARA.read(page(5)).not_read(Absence.ERROR, NOW + timedelta(minutes=9))
    assert failed.public == page(5)
    assert failed.attempt is not None
    assert failed.attempt.cause is Absence.ERROR
    assert failed.not_read(Absence.GONE, NOW) is failed


def test_a_page_is_due_when_it_never_was_read_when_it_is_old_and_a_day_after_a_failure() -> None:
    assert MARA.is_due(NOW)
    read = MARA.read(page(0))
    assert not read.is_due(NOW + timedelta(minutes=59))
    assert read.is_due(NOW + timedelta(minutes=60))
    failed = read.not_read(Absence.GONE, NOW + timedelta(hours=2))
    assert not failed.is_due(NOW + timedelta(hours=25))
    assert failed.is_due(NOW + timedelta(hours=26))


def test_two_searches_agree_on_the_country_that_they_have_in_common_and_else_the_newer_is_right() -> None:
    both = MARA.found_in(found(0, "US", "CA")).found_in(found(1, "US", "MX"))
    assert both.whereabouts == found(1, "US")
    wider = both.found_in(found(2, "US", "CA"))
    assert wider.whereabouts == found(2, "US")
    assert wider.found_in(found(3, "DE")).whereabouts == found(3, "DE")
    assert wider.found_in(found(1, "DE")) is wider


@pytest.mark.parametrize("rate", [-0.01, math.nan, math.inf])
def test_a_rate_that_is_none_is_refused(rate: float) -> None:
    with pytest.raises(InvalidValue):
        page(0, rate)


def test_a_search_in_no_country_tells_nothing() -> None:
    with pytest.raises(InvalidValue):
        found(0)


@st.composite
def records(draw: st.DrawFn) -> Creator:
    """A record of Mara with some groups known, each captured at some minute."""
    made = replace(MARA, pedigree=at(draw(MINUTES)), reach=Reach(draw(MINUTES), 1, 1, 1))
    if draw(st.booleans()):
        made = made.read(page(draw(MINUTES)))
    if draw(st.booleans()):
        made = made.found_in(found(draw(MINUTES), draw(st.sampled_from(["US", "DE"]))))
    return made


@given(records(), records())
def test_two_records_of_one_creator_join_to_the_newest_of_each_group(one: Creator, other: Creator) -> None:
    both = one.joined(other)
    assert both.pedigree.captured_at == max(one.pedigree.captured_at, other.pedigree.captured_at)
    pages = [each.public.pedigree.captured_at for each in (one, other) if each.public]
    assert (both.public.pedigree.captured_at if both.public else None) == max(pages, default=None)
    places = [each.whereabouts.pedigree.captured_at for each in (one, other) if each.whereabouts]
    assert (both.whereabouts.pedigree.captured_at if both.whereabouts else None) == max(places, default=None)
    assert both.joined(both) == both
    assert (both.id, both.found_at) == (one.id, one.found_at)
