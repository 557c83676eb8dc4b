"""Relay connections over the application's pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from creatorport.application.views import Page, Slice
from creatorport.domain.errors import InvalidValue
from creatorport.graphql.fields import attribute, derived

PAGE_DEFAULT = 20
PAGE_MAX = 100

First = Annotated[int, strawberry.argument(description=f"How many entries to return: 1 to {PAGE_MAX}.")]
After = Annotated[
    str | None, strawberry.argument(description="Return entries behind this cursor; from the start without one.")
]

T = TypeVar("T")


def part_of(first: int, after: str | None) -> Slice:
    """Return the part of a list that is asked for. Raises InvalidValue."""
    if not 1 <= first <= PAGE_MAX:
        raise InvalidValue("first", f"ask for 1 to {PAGE_MAX} entries")
    return Slice(first, after)


@dataclass(frozen=True, slots=True)
class _Entry:
    node: object
    cursor: str


def _entries(page: Page[Any]) -> Sequence[_Entry]:
    return [_Entry(node, cursor) for node, cursor in zip(page.nodes, page.cursors, strict=True)]


@strawberry.type(description="Where a part of a list lies within the whole.")
class PageInfo:
    has_next_page: bool = derived(lambda page: page.has_next, "Whether more entries follow.")
    has_previous_page: bool = derived(lambda page: page.has_previous, "Whether entries come before.")
    start_cursor: str | None = derived(
        lambda page: page.cursors[0] if page.cursors else None, "The cursor of the first entry; null without entries."
    )
    end_cursor: str | None = derived(
        lambda page: page.cursors[-1] if page.cursors else None,
        "The cursor of the last entry, to be given as `after`; null without entries.",
    )


@strawberry.type(description="An entry of a list, with its place.")
class Edge(Generic[T]):
    node: T = attribute("What stands at this place.")
    cursor: str = attribute("The opaque name of this place.")


@strawberry.type(description="A part of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = derived(_entries, "The entries of this part, with their cursors.")
    nodes: list[T] = attribute("The entries of this part.")
    page_info: PageInfo = derived(lambda page: page, "Where this part lies within the whole.")
    total_count: int = derived(lambda page: page.total, "How many entries the whole list has.")
