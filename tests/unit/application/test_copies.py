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


@pytest.mark.parametrize("value", [Fixed({"a": [1]}), Fixed((Fixed([1]),)), Changeable(1), [1], {"a": 1}, ([1], 2)])
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
