"""Copies of what is stored: nobody who holds a record can change the stored one."""

from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import TypeVar

T = TypeVar("T")

_PLAIN = (str, int, float, bytes, bool, type(None), datetime, date, timedelta, Decimal, Enum)
_KINDS: dict[type, tuple[str, ...] | None] = {}


def copied(value: T) -> T:
    """Return a deep copy; or the value itself, if nobody can change it, as is so with nearly all of the domain."""
    return value if _is_fixed(value) else deepcopy(value)


def _is_fixed(value: object) -> bool:
    kind = type(value)
    if isinstance(value, tuple | frozenset) and kind in (tuple, frozenset):
        return all(map(_is_fixed, value))
    if kind not in _KINDS:
        _KINDS[kind] = _parts(kind)
    parts = _KINDS[kind]
    return parts is not None and all(_is_fixed(getattr(value, part)) for part in parts)


def _parts(kind: type) -> tuple[str, ...] | None:
    """The names of a frozen dataclass's fields, none for plain values; None for what can be changed."""
    if issubclass(kind, _PLAIN):
        return ()
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]  # dataclasses set it
        return None
    return tuple(one.name for one in fields(kind))
