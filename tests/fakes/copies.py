"""Copies of what is stored: nobody who holds a record can change the stored one."""

from copy import copy, deepcopy
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_PLAIN = (str, int, float, bytes, bool, NoneType, datetime, date, timedelta, Decimal, Enum)
_FIXED: dict[type, bool] = {}
"""Of which kinds nothing can be changed, by what their fields are declared to hold."""

_PARTS: dict[type, tuple[str, ...] | None] = {}


def copied(value: T) -> T:
    """Return a deep copy; or the value itself, if nobody can change it, as is so with nearly all of the domain."""
    kind = type(value)
    fixed = _FIXED.get(kind)
    return value if (_is_fixed(kind) if fixed is None else fixed) else _rebuilt(value)


def _rebuilt(value: Any) -> Any:
    """A deep copy that shares what nobody can change."""
    kind = type(value)
    if kind is dict:
        return {key: copied(one) for key, one in value.items()}
    if kind is list:
        return [copied(one) for one in value]
    if kind in (tuple, frozenset):
        made = kind(map(copied, value))
        return value if all(map(_same, made, value)) else made
    if kind not in _PARTS:
        _PARTS[kind] = _parts(kind)
    parts = _PARTS[kind]
    return deepcopy(value) if parts is None else _with_copied_parts(value, parts)


def _with_copied_parts(value: Any, parts: tuple[str, ...]) -> Any:
    changed = {}
    for part in parts:
        held = getattr(value, part)
        if (other := copied(held)) is not held:
            changed[part] = other
    if not changed:
        return value
    made = copy(value)
    for part, other in changed.items():
        object.__setattr__(made, part, other)
    return made


def _same(one: object, other: object) -> bool:
    return one is other


def _parts(kind: type) -> tuple[str, ...] | None:
    """The names of a frozen dataclass's fields; None for what can be changed itself."""
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]  # dataclasses set it
        return None
    return tuple(one.name for one in fields(kind))


def _is_fixed(kind: type) -> bool:
    if kind not in _FIXED:
        _FIXED[kind] = False  # while it is looked into: a kind that holds its like is looked into each time
        _FIXED[kind] = issubclass(kind, _PLAIN) or _holds_what_is_fixed(kind)
    return _FIXED[kind]


def _holds_what_is_fixed(kind: type) -> bool:
    parts = _parts(kind)
    if parts is None:
        return False
    hints = get_type_hints(kind)
    return all(_says_fixed(hints[part]) for part in parts) and all(map(_is_fixed, kind.__subclasses__()))


def _says_fixed(hint: Any) -> bool:
    if isinstance(hint, NewType):
        return _says_fixed(hint.__supertype__)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType, tuple, frozenset):
        return all(one is Ellipsis or _says_fixed(one) for one in arguments)
    return origin is Literal or (isinstance(hint, type) and _is_fixed(hint))
