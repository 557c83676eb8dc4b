"""Lists by keyset: a cursor is the sort key of an entry, so that a page is found without counting, however deep."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, tuple_

from creatorport.domain.errors import InvalidValue

Value = str | int | datetime

_NOT_OURS = "is not a cursor of this list"


@dataclass(frozen=True, slots=True)
class Keyset:
    """How a list is sorted. `name` is bound into its cursors; `kinds` are the types of its columns' values."""

    name: str
    columns: Sequence[ColumnElement[Any]]
    kinds: Sequence[type[Value]]
    descending: bool = False

    @property
    def order(self) -> Sequence[ColumnElement[Any]]:
        return [column.desc() if self.descending else column for column in self.columns]

    @property
    def behind(self) -> ColumnElement[bool]:
        """The condition that an entry comes after the place given by the parameters that `place` makes."""
        place = tuple_(*(bindparam(f"after_{n}", type_=column.type) for n, column in enumerate(self.columns)))
        key = tuple_(*self.columns)
        return key < place if self.descending else key > place

    def place(self, cursor: str) -> Mapping[str, Value]:
        """Return the parameters of `behind` for a cursor. Raises InvalidValue when the cursor is not ours."""
        return {f"after_{n}": value for n, value in enumerate(self._read(cursor))}

    def cursor(self, values: Sequence[Value]) -> str:
        written = [value.isoformat() if isinstance(value, datetime) else value for value in values]
        text = json.dumps([self.name, *written], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> Sequence[Value]:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            name, *values = parts
            if name == self.name:
                return [_value(value, kind) for value, kind in zip(values, self.kinds, strict=True)]
        except (binascii.Error, UnicodeError, ValueError, TypeError, RecursionError) as error:
            raise InvalidValue("after", _NOT_OURS) from error
        raise InvalidValue("after", _NOT_OURS)


def _value(part: object, kind: type[Value]) -> Value:
    if kind is datetime and isinstance(part, str):
        instant = datetime.fromisoformat(part)
        if instant.tzinfo is None:
            raise ValueError("naive")
        return instant
    if kind is int and isinstance(part, int) and not isinstance(part, bool) and -(2**63) <= part < 2**63:
        return part
    if kind is str and isinstance(part, str) and "\0" not in part:
        part.encode()  # half of a character cannot be sent to the database
        return part
    raise TypeError("not what this list is sorted by")
