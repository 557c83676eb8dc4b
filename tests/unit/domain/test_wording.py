import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue, MessageTooLong, UnknownVariable, VariableWithoutValue
from creatorport.domain.wording import MESSAGE_MAX, Variable, Wording

VALUES = {Variable.DISPLAY_NAME: "Mara", Variable.HANDLE: "mara.cooks", Variable.FEE: None}


def test_each_variable_becomes_the_creators_own() -> None:
    wording = Wording.of(" Dear {display_name} (@{handle}), {display_name}! ")
    assert wording.variables == (Variable.DISPLAY_NAME, Variable.HANDLE)
    assert wording.message("mara.cooks", VALUES) == "Dear Mara (@mara.cooks), Mara!"


@pytest.mark.parametrize("braces", ["{}", "{ handle }", "{1}", "{handle", "handle}", "{a b}"])
def test_braces_around_anything_but_a_name_are_just_braces(braces: str) -> None:
    wording = Wording.of(f"Hi {braces}.")
    assert wording.variables == ()
    assert wording.message("mara", {}) == f"Hi {braces}."


def test_braces_around_a_variable_are_just_braces_too() -> None:
    assert Wording.of("{{handle}}").message("mara", VALUES) == "{mara.cooks}"


@pytest.mark.parametrize(
    ("text", "name", "position"), [("Hi {name}!", "name", 4), (" {handle} {Handle}", "Handle", 11), ("{_}", "_", 1)]
)
def test_an_unknown_variable_is_refused_with_its_place(text: str, name: str, position: int) -> None:
    with pytest.raises(UnknownVariable) as refused:
        Wording.of(text, "text")
    assert (refused.value.name, refused.value.position, refused.value.field) == (name, position, "text")
    assert f"{{{name}}}, at character {position}, is no variable. There are {{display_name}}" in refused.value.message


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "a\0b", "a\u2028b"])
def test_a_text_that_tiktok_could_not_take_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Wording.of(text, "text")
    assert refused.value.field == "text"


def test_a_variable_without_a_value_is_refused_for_the_creator_it_lacks_for() -> None:
    wording = Wording.of("{handle}: {fee}, {join_link}, {fee}")
    with pytest.raises(VariableWithoutValue) as refused:
        wording.message("mara.cooks", VALUES)
    assert (refused.value.handle, refused.value.names) == ("mara.cooks", (Variable.FEE, Variable.JOIN_LINK))
    assert refused.value.message == "For @mara.cooks there is no value for {fee}, {join_link}."
    assert wording.filled(VALUES) == "mara.cooks: {fee}, {join_link}, {fee}"


def test_a_message_that_grows_too_long_is_refused() -> None:
    wording = Wording.of("x" * (MESSAGE_MAX - 8) + "{handle}")
    assert len(wording.message("a", {Variable.HANDLE: "eight888"})) == MESSAGE_MAX
    with pytest.raises(MessageTooLong) as refused:
        wording.message("a", {Variable.HANDLE: "nine99999"})
    assert (refused.value.length, refused.value.longest) == (2001, 2000)


@given(name=st.text(min_size=1).filter(str.strip))
def test_what_a_value_says_is_never_read_as_a_variable(name: str) -> None:
    values = {Variable.DISPLAY_NAME: name, Variable.HANDLE: "secret"}
    assert Wording.of("-{display_name}-").filled(values) == f"-{name}-"


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert Wording.of("-{display_name}-").filled({Variable.DISPLAY_NAME: "{handle}", Variable.HANDLE: "x"}) == (
        "-{handle}-"
    )
