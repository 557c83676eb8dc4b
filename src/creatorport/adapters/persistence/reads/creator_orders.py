"""How stored creators are sorted. Every key is a whole number or an instant, so that a cursor holds it exactly."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, literal_column

from creatorport.adapters.persistence.reads.creator_conditions import BARE, DOLLARS, RANKED, WORDS
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.application.stored_creators import StoredOrder, StoredQuery

_C = table(CreatorRow).c
_LAST: Final = "9223372036854775807"

# A name that is the text comes before one that begins with it, and either before mere likeness of words.
_LIKENESS = case(
    (_C.handle_key == BARE, literal_column("2000000000")),
    (func.starts_with(_C.handle_key, BARE), literal_column("1000000000")),
    else_=cast(func.ts_rank(WORDS, RANKED) * literal_column("1000000"), BigInteger),
)
_MEASURES: Mapping[StoredOrder, ColumnElement[Any]] = {
    StoredOrder.FOLLOWERS: _C.followers,
    StoredOrder.MEDIAN_VIEWS: _C.median_views,
    StoredOrder.ENGAGEMENT_RATE: cast(_C.engagement_rate * literal_column("1000000000"), BigInteger),
    StoredOrder.STARTING_PRICE: cast(DOLLARS * literal_column("100"), BigInteger),
    StoredOrder.RELEVANCE: _LIKENESS,
}


def keyset(order: StoredOrder, *, ascending: bool, query: StoredQuery | None = None) -> Keyset:
    """Return the order; with a query, its cursors are bound to it."""
    made = _keyset(order, ascending=ascending)
    if query is None or query == StoredQuery():
        return made
    return replace(made, name=f"creators-{hashlib.sha256(repr(query).encode()).hexdigest()[:16]}")


@cache
def _keyset(order: StoredOrder, *, ascending: bool) -> Keyset:
    if order is StoredOrder.FOUND_AT:
        return Keyset("creators", (_C.found_at, _C.id), (datetime, str), descending=not ascending)
    # Constants are written out, as they are in the index.
    last: ColumnElement[Any] = literal_column(_LAST if ascending else "-1")
    measured = func.coalesce(_MEASURES[order], last, type_=BigInteger())
    return Keyset("creators", (measured, _C.id), (int, str), descending=not ascending)
