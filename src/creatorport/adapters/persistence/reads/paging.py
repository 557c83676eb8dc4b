from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, Integer, Select, Subquery, bindparam, func, literal, select, true

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.application.views import Page, Slice

V = TypeVar("V")


def paged(
    parents: Subquery,
    source: FromClause,
    condition: ColumnElement[bool],
    keyset: Keyset,
    columns: Sequence[ColumnElement[Any]] | None = None,
    *,
    resumed: bool,
) -> Select[Any]:
    """Select, for each row of `parents` (a column `id`), one part of a list, with the list's whole length.

    `condition` ties `source` to `parents.c.id` and filters it. There is a row for each parent, however empty its list.
    `asked` makes the parameters; a part behind a cursor is `resumed`.
    """
    behind = keyset.behind if resumed else true()
    lengths = (
        select(func.count().label("total_"), func.count().filter(~behind).label("before_"))
        .select_from(source)
        .where(condition)
        .lateral()
    )
    keys = [column.label(f"key_{place}") for place, column in enumerate(keyset.columns)]
    entries = (
        select(*(columns or source.c), *keys)
        .select_from(source)
        .where(condition, behind)
        .order_by(*keyset.order)
        .limit(bindparam("most_", type_=Integer()))
        .lateral()
    )
    placed = [entries.c[key.name] for key in keys]
    return (
        select(parents.c.id.label("parent_"), lengths.c.total_, lengths.c.before_, *entries.c)
        .select_from(parents.join(lengths, true()).outerjoin(entries, true()))
        .order_by(parents.c.id, *(place.desc() if keyset.descending else place for place in placed))
    )


def asked(keyset: Keyset, part: Slice) -> Mapping[str, object]:
    """Return the parameters of a `paged` statement. Raises InvalidValue for a cursor of another list."""
    return {"most_": part.first + 1, **(keyset.place(part.after) if part.after is not None else {})}


def alone() -> Subquery:
    """Return the only parent of a list that hangs on nothing."""
    return select(literal("").label("id")).subquery()


def pages(rows: Sequence[Any], keyset: Keyset, part: Slice, view: Callable[[Any], V]) -> dict[str, Page[V]]:
    """Gather the rows of a `paged` statement into a page for each parent."""
    by_parent: dict[str, list[Any]] = {}
    for row in rows:
        by_parent.setdefault(row.parent_, []).append(row)
    return {parent: _page(theirs, keyset, part, view) for parent, theirs in by_parent.items()}


def _page(rows: Sequence[Any], keyset: Keyset, part: Slice, view: Callable[[Any], V]) -> Page[V]:
    found = [row for row in rows if row.key_0 is not None]
    shown = found[: part.first]
    names = [f"key_{place}" for place in range(len(keyset.columns))]
    return Page(
        nodes=[view(row) for row in shown],
        cursors=[keyset.cursor([getattr(row, name) for name in names]) for row in shown],
        total=rows[0].total_,
        has_next=len(found) > part.first,
        has_previous=rows[0].before_ > 0,
    )
