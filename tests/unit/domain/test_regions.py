"""Countries in groups that TikTok takes together, as far as the operator knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.adapters.settings.regions import regions
from creatorport.domain.errors import InvalidValue
from creatorport.domain.regions import Regions

KNOWN = Regions((frozenset({"US", "CA"}), frozenset({"GB", "IE", "DE"})))


def test_countries_of_one_group_go_together_and_the_others_alone() -> None:
    assert KNOWN.split(["DE", "JP", "US", "GB", "DE", "CA"]) == (("DE", "GB"), ("JP",), ("US", "CA"))
    assert Regions().split(["US", "CA"]) == (("US",), ("CA",))


@given(st.lists(st.sampled_from(["US", "CA", "GB", "IE", "DE", "JP", "BR"]), max_size=9))
def test_every_country_is_searched_once_and_never_with_one_of_another_group(countries: list[str]) -> None:
    parts = KNOWN.split(countries)
    assert sorted(code for part in parts for code in part) == sorted(set(countries))
    assert all(len(part) == 1 or any(set(part) <= group for group in KNOWN.groups) for part in parts)


def test_groups_are_written_as_codes_with_space_between() -> None:
    assert regions(["us CA", "GB IE DE"]) == KNOWN
    assert regions([]) == Regions()


@pytest.mark.parametrize("written", [["US CAN"], ["US", "CA US"], ["U$"]])
def test_groups_that_make_no_sense_are_refused(written: list[str]) -> None:
    with pytest.raises(ValueError, match=r"no country code|two groups"):
        regions(written)


def test_a_country_in_two_groups_is_refused() -> None:
    with pytest.raises(InvalidValue):
        Regions((frozenset({"US"}), frozenset({"US", "CA"})))
