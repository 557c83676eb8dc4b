"""Pages of lists in memory. A cursor is the sort key of its entry, so that it still holds when the entry has gone."""

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from creatorport.application.views import Page, Slice
from creatorport.domain.errors import InvalidValue

T = TypeVar("T")
V = TypeVar("V")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order(Generic[T]):
    """How a list is sorted: by a number or an instant, then by id. `name` is bound into its cursors."""

    name: str
    key: Callable[[T], tuple[int | datetime, str]]
    descending: bool = False

    def page(self, entries: Iterable[T], part: Slice, view: Callable[[T], V]) -> Page[V]:
        """Return a part of the list. Raises InvalidValue for a cursor of another list."""
        every = sorted(entries, key=self._place, reverse=self.descending)
        start = 0
        if part.after is not None:
            after = self._read(part.after)
            start = sum(not self._behind(self._place(one), after) for one in every)
        shown = every[start : start + part.first]
        return Page(
            nodes=[view(one) for one in shown],
            cursors=[self._cursor(one) for one in shown],
            total=len(every),
            has_next=start + len(shown) < len(every),
            has_previous=start > 0,
        )

    def _place(self, one: T) -> tuple[int, str]:
        first, second = self.key(one)
        return ((first - _EPOCH) // timedelta(microseconds=1) if isinstance(first, datetime) else first, second)

    def _behind(self, place: tuple[int, str], other: tuple[int, str]) -> bool:
        return place < other if self.descending else place > other

    def _cursor(self, one: T) -> str:
        return base64.urlsafe_b64encode(json.dumps([self.name, *self._place(one)]).encode()).decode()

    def _read(self, cursor: str) -> tuple[int, str]:
        try:
            name, first, second = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        except (ValueError, TypeError) as error:
            raise InvalidValue("after", "is not a cursor of this list") from error
        if name != self.name or type(first) is not int or not isinstance(second, str):
            raise InvalidValue("after", "is not a cursor of this list")
        return first, second
