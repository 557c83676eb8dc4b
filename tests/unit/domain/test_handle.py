import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle

HANDLES = st.from_regex(r"[a-zA-Z0-9_.]{1,64}", fullmatch=True)


@given(HANDLES)
def test_case_and_the_at_sign_make_no_difference(text: str) -> None:
    assert Handle.of(text) == Handle.of(text.upper()) == Handle.of(f"@{text.lower()}") == Handle.of(f" {text} ")
    assert len({Handle.of(text), Handle.of(text.upper()), Handle.of(f"@{text}")}) == 1


@given(HANDLES)
def test_the_spelling_is_kept(text: str) -> None:
    assert str(Handle.of(f"@{text}")) == Handle.of(text).text == text


@given(HANDLES, HANDLES)
def test_different_names_are_different_handles(one: str, other: str) -> None:
    assert (Handle.of(one) == Handle.of(other)) == (one.lower() == other.lower())


def test_letters_of_other_alphabets_are_letters() -> None:
    assert Handle.of("Küche.Zoë").key == "küche.zoë"


@pytest.mark.parametrize("text", ["", "@", "   ", "two words", "a/b", "a@b", "@@twice", "x" * 65, "new\nline"])
def test_what_tiktok_would_not_take_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Handle.of(text)
    assert refused.value.field == "handle"
