"""Categories are found by name, whatever the case; an unknown one is answered with those near it."""

from datetime import UTC, datetime

import pytest

from creatorport.domain.categories import Categories
from creatorport.domain.creator_profile import Label
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import WorkspaceId

KNOWN = Categories(
    WorkspaceId("lumen"),
    (Label("11005001", "Video Games"), Label("11005001007", "Shooting Games"), Label("11004004", "Dance")),
    (Label("14000000000", "Beauty & Personal Care"), Label("14100000000", "Oral Care")),
    datetime(2026, 11, 20, tzinfo=UTC),
)


def test_names_stand_for_ids_in_any_case_and_each_once() -> None:
    assert KNOWN.content_ids(("dance", "VIDEO games", "Dance"), "f") == ("11004004", "11005001")
    assert KNOWN.industry_ids(("oral care",), "f") == ("14100000000",)
    assert KNOWN.content_ids((), "f") == ()


@pytest.mark.parametrize(
    ("name", "near"),
    [("games", "'Video Games', 'Shooting Games'"), ("dacne", "'Dance'"), ("Vidoe Games", "'Video Games'")],
)
def test_an_unknown_name_is_answered_with_those_near_it(name: str, near: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        KNOWN.content_ids(("Dance", name), "contentCategories")
    assert refused.value.field == "contentCategories.1"
    assert near in refused.value.reason


def test_a_name_that_is_near_nothing_is_answered_with_where_to_look() -> None:
    with pytest.raises(InvalidValue, match="creatorCategories"):
        KNOWN.industry_ids(("zzz",), "industryCategories")


def test_a_category_holds_its_sub_categories() -> None:
    assert KNOWN.content_below(("Video Games",)) == ("video games", "shooting games")
    assert KNOWN.content_below(("opera",)) == ("opera",)
