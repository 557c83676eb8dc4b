"""What the fakes' storage hands out cannot change what it holds."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.fakes.copies import copied


@dataclass(frozen=True, slots=True)
class Fixed:
    part: object


@dataclass(slots=True)
class Changeable:
    part: object


@dataclass(frozen=True, slots=True)
class Named:
    name: str | None
    others: tuple["Named", ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    name: str
    tags: list[str]


class Root:
    """Whoever descends from it may add what can be changed."""


@dataclass(frozen=True)
class Descended(Root):
    tags: list[str]


@dataclass(frozen=True)
class Holder:
    root: Root


@pytest.mark.parametrize(
    "value",
    [
        Fixed({"a": [1]}),
        Fixed((Fixed([1]),)),
        Changeable(1),
        [1],
        {"a": 1},
        ([1], 2),
        Tagged("a", ["b"]),
        Holder(Descended(["b"])),
    ],
)
def test_what_somebody_could_change_is_copied_to_its_depth(value: Any) -> None:
    other = copied(value)
    assert other == value
    assert other is not value


def test_a_change_of_the_copy_is_none_of_the_original() -> None:
    value = Fixed((Fixed({"a": [1]}),))
    other: Any = copied(value)
    other.part[0].part["a"].append(2)
    assert value == Fixed((Fixed({"a": [1]}),))


def test_what_nobody_can_change_is_handed_out_as_it_is() -> None:
    value = Fixed((Fixed("a"), 1, None))
    assert copied(value) is value


def test_what_is_declared_to_hold_nothing_that_can_change_is_handed_out_as_it_is() -> None:
    value = Named("a", (Named(None), Named("b", (Named("c"),))))
    assert copied(value) is value


def test_a_copy_shares_what_nobody_can_change() -> None:
    value = Fixed((Named("a"), [Named("b")]))
    other: Any = copied(value)
    assert other.part[0] is value.part[0]  # type: ignore[index]  # it is a tuple here
    assert other.part[1] is not value.part[1]  # type: ignore[index]  # it is a tuple here
