import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.application.cursors import cursor, position
from creatorport.domain.errors import InvalidValue

POSITIONS = st.integers(min_value=0, max_value=10**18 - 1)


@given(st.text(), POSITIONS)
def test_a_cursor_leads_back_to_its_place(scope: str, place: int) -> None:
    assert position(scope, cursor(scope, place)) == place


@given(st.text(), POSITIONS)
def test_a_cursor_needs_no_escaping_in_an_address(scope: str, place: int) -> None:
    assert set(cursor(scope, place)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text(), st.text(), POSITIONS)
def test_a_cursor_of_another_list_is_refused(scope: str, other: str, place: int) -> None:
    if scope != other:
        with pytest.raises(InvalidValue):
            position(other, cursor(scope, place))


@given(st.text())
def test_any_other_text_is_refused_and_never_a_fault(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        position("some-list", text, "after")
    assert refused.value.field == "after"


@pytest.mark.parametrize(
    "inside",
    [
        "list@",
        "list@-1",
        "list@1.0",
        "list@ 1",
        "list@\N{ARABIC-INDIC DIGIT ONE}",
        "list@" + "9" * 19,
        "list",
        "@1",
        "list@1@",
    ],
)
def test_a_forged_place_is_refused(inside: str) -> None:
    with pytest.raises(InvalidValue):
        position("list", base64.urlsafe_b64encode(inside.encode()).decode().rstrip("="))
