from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.counts import Counts, total
from creatorport.domain.errors import InvalidValue
from tests.unit.domain.numbers import COUNTS

NAMES = ("views", "likes", "comments", "shares")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [0, 1, 2**31, 2**53 + 1, 2**63 - 1])
def test_a_counter_has_sixty_four_bits(name: str, value: int) -> None:
    assert getattr(Counts(**{name: value}), name) == value


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [-1, 2**63])
def test_what_is_no_sixty_four_bit_count_is_refused(name: str, value: int) -> None:
    with pytest.raises(InvalidValue) as refused:
        Counts(**{name: value})
    assert refused.value.field == name


def test_a_counter_nobody_told_is_none_and_not_zero() -> None:
    assert astuple(Counts()) == (None, None, None, None)
    assert Counts() != Counts(0, 0, 0, 0)


@given(COUNTS, COUNTS)
def test_keeping_fills_only_the_gaps(now: Counts, earlier: Counts) -> None:
    for new, old, kept in zip(astuple(now), astuple(earlier), astuple(now.keeping(earlier)), strict=True):
        assert kept == (old if new is None else new)


@given(COUNTS)
def test_keeping_what_one_has_changes_nothing(counts: Counts) -> None:
    assert counts.keeping(counts) == counts.keeping(Counts()) == Counts().keeping(counts) == counts


@given(COUNTS, COUNTS)
def test_a_fall_is_a_known_counter_below_its_known_predecessor(now: Counts, earlier: Counts) -> None:
    fell = False
    for new, old in zip(astuple(now), astuple(earlier), strict=True):
        if new is not None and old is not None and new < old:
            fell = True
    assert now.fell_below(earlier) is fell


@given(COUNTS)
def test_nothing_falls_below_itself_or_into_a_gap(counts: Counts) -> None:
    assert not counts.fell_below(counts)
    assert not counts.fell_below(Counts())
    assert not Counts().fell_below(counts)


@given(st.lists(COUNTS, max_size=8))
def test_a_total_is_the_sum_of_what_is_known(parts: list[Counts]) -> None:
    columns = list(zip(*map(astuple, parts), strict=True)) or [()] * 4
    naive = [
        sum(value for value in column if value is not None) if any(value is not None for value in column) else None
        for column in columns
    ]
    assert astuple(total(parts)) == tuple(naive)


@given(st.lists(COUNTS, max_size=4), st.lists(COUNTS, max_size=4))
def test_a_total_may_be_made_in_parts(some: list[Counts], others: list[Counts]) -> None:
    assert total([total(some), total(others)]) == total([*some, *others])
