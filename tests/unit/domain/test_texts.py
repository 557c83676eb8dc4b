import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue
from creatorport.domain.texts import maybe_text, plain, text, text_or_empty

JUNK = ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\u2028", "\u2029", "\ud800"]


@pytest.mark.parametrize("character", JUNK, ids=ascii)
@pytest.mark.parametrize("lines", [False, True])
def test_control_characters_are_refused_with_the_field(character: str, lines: bool) -> None:
    with pytest.raises(InvalidValue) as refused:
        text(f"a{character}b", "name", 10, lines=lines)
    assert (refused.value.field, refused.value.reason) == ("name", "holds control characters")


@pytest.mark.parametrize("value", ["", " ", "\n\t", "x" * 11, " " + "x" * 11 + " "])
def test_a_text_has_a_length(value: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        text(value, "name", 10)
    assert (refused.value.field, refused.value.reason) == ("name", "use 1 to 10 characters")


def test_space_around_a_text_does_not_count() -> None:
    assert text("  Autumn glow\n", "name", 11) == "Autumn glow"
    assert text_or_empty(" \n", "brief", 5) == ""
    assert text_or_empty(" a ", "brief", 5) == "a"
    assert maybe_text(None, "keyword", 5) is None


def test_lines_are_for_what_is_written_in_lines() -> None:
    assert text("One\r\n\tTwo", "brief", 20, lines=True) == "One\r\n\tTwo"
    with pytest.raises(InvalidValue):
        text("One\nTwo", "name", 20)


@pytest.mark.parametrize("value", ["Ana ✨", "👩‍🍳 cooks", "עברית", "日本語", "é"])
def test_every_script_and_emoji_is_welcome(value: str) -> None:
    assert text(value, "name", 20) == plain(value) == value


@given(st.text(max_size=30))
def test_what_is_accepted_is_accepted_unchanged_ever_after(value: str) -> None:
    try:
        once = text(value, "name", 20)
    except InvalidValue:
        return
    assert text(once, "name", 20) == once
    assert {unicodedata.category(character) for character in once}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    once.encode()


@given(st.text(max_size=30))
def test_what_others_wrote_is_made_plain(value: str) -> None:
    made = plain(value)
    assert plain(made) == made
    assert not made.strip() or text(made, "name", 30) == made.strip()
