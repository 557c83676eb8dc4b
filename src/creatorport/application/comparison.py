"""Creators side by side: a row for each number, a value for each creator, and the best of them marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.creator_numbers import CreatorNumber, NumberName, numbers
from creatorport.application.views import CreatorView
from creatorport.domain.ids import CreatorId

COMPARED_MAX = 10
"""How many creators are compared at once."""

_LESS_IS_BETTER = frozenset({NumberName.STARTING_PRICE})
_NEITHER = frozenset({NumberName.FOLLOWING, NumberName.VIDEOS})


@dataclass(frozen=True, slots=True)
class ComparedValue:
    creator_id: CreatorId
    number: CreatorNumber
    is_best: bool


@dataclass(frozen=True, slots=True)
class ComparedRow:
    name: NumberName
    values: tuple[ComparedValue, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    creators: tuple[CreatorView, ...]
    rows: tuple[ComparedRow, ...]


def compare(creators: Sequence[CreatorView]) -> Comparison:
    """Return the creators in their order, and every row. Equally good values are all marked.

    Nothing is marked where no value is better for being great or small, and among amounts of unlike currencies.
    """
    table = [(creator.id, numbers(creator)) for creator in creators]
    rows = [_row(name, [(key, each[place]) for key, each in table]) for place, name in enumerate(NumberName)]
    return Comparison(tuple(creators), tuple(rows))


def _row(name: NumberName, row: Sequence[tuple[CreatorId, CreatorNumber]]) -> ComparedRow:
    known = [number.value for _, number in row if number.value is not None]
    comparable = name not in _NEITHER and len({number.currency for _, number in row if number.value is not None}) == 1
    best = (min if name in _LESS_IS_BETTER else max)(known) if comparable else None
    return ComparedRow(
        name,
        tuple(ComparedValue(key, number, best is not None and number.value == best) for key, number in row),
    )
