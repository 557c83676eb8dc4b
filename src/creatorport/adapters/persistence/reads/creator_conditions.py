"""The conditions of a search among stored creators: each a piece of SQL under the name of what is asked for."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Double,
    Numeric,
    Text,
    and_,
    any_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    union,
)

from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import CreatorRow, TagRow
from creatorport.application.stored_creators import StoredQuery

_ROWS = table(CreatorRow)
_C = _ROWS.c
_NOT_ASKED: Final = frozenset({"order", "ascending", "include_unknown"})

# As it is written in the index.
WORDS: Final = func.to_tsvector(literal_column("'simple'"), _C.words)
RANKED: Final = func.websearch_to_tsquery(literal_column("'simple'"), bindparam("text", type_=Text()))
BARE: Final = bindparam("bare", type_=Text())


def names(query: StoredQuery) -> frozenset[str]:
    """Return which conditions a query makes."""
    given_ = (one.name for one in fields(query) if one.name not in _NOT_ASKED)
    return frozenset(name for name in given_ if getattr(query, name) not in (None, (), ""))


def given(query: StoredQuery) -> Mapping[str, Any]:
    """Return the parameters of its conditions and of its order."""
    asked = {name: getattr(query, name) for name in names(query)}
    lists = {name: list(value) for name, value in asked.items() if isinstance(value, tuple)}
    text = (query.text or "").removeprefix("@").casefold()
    return {**asked, **lists, **({"bare": text} if query.text else {})}


def condition(wanted: frozenset[str], *, include_unknown: bool) -> ColumnElement[bool]:
    """Return what must hold of a creator for everything that is wanted."""
    every: list[ColumnElement[bool]] = [true()]
    for name in sorted(wanted):
        known, holds = _CONDITIONS[name]
        every.append(or_(known.is_(None), holds) if include_unknown and known is not None else holds)
    return and_(*every)


def _text() -> ColumnElement[bool]:
    """Two looks, each as cheap as it can be: words by the index, and parts of words through the workspace's rows."""
    inner = _ROWS.alias("worded")
    ours = inner.c.workspace_id == bindparam("workspace")
    matched = func.to_tsvector(literal_column("'simple'"), inner.c.words).op("@@")(RANKED)
    by_words = select(inner.c.id).where(ours, matched)
    by_part = select(inner.c.id).where(ours, func.strpos(func.lower(inner.c.words), BARE) > 0)
    return _C.id.in_(union(by_words, by_part))


def _labelled(labels: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
    label = func.jsonb_array_elements(labels).table_valued("value").render_derived()
    name = func.lower(label.c.value.op("->>")(literal_column("'name'")), type_=Text())
    return exists(select(1).select_from(label).where(name == any_(bindparam(parameter, type_=ARRAY(Text())))))


def _tagged() -> ColumnElement[bool]:
    tags, wanted = table(TagRow).c, bindparam("tags", type_=ARRAY(Text()))
    theirs = (tags.workspace_id == _C.workspace_id) & (tags.creator_id == _C.id) & (tags.tag == any_(wanted))
    return select(func.count()).where(theirs).scalar_subquery() == func.cardinality(wanted)


_WHERE = bindparam("countries", type_=ARRAY(Text()))
# One of several countries, of which not all were asked for, is as good as unknown.
_PLACED = _C.countries.contained_by(_WHERE)
_PLACE_KNOWN = case((or_(_PLACED, ~_C.countries.overlap(_WHERE)), literal_column("true")))
# Of a price in another currency, nothing is known in dollars.
DOLLARS = case((_C.price_currency == literal_column("'USD'"), _C.price_amount))

_CONDITIONS: Mapping[str, tuple[Any, ColumnElement[bool]]] = {
    "text": (None, _text()),
    "countries": (_PLACE_KNOWN, _PLACED),
    "content_categories": (_C.content_labels, _labelled(_C.content_labels, "content_categories")),
    "industry_categories": (_C.industry_labels, _labelled(_C.industry_labels, "industry_categories")),
    "tags": (None, _tagged()),
    "min_followers": (_C.followers, _C.followers >= bindparam("min_followers", type_=BigInteger())),
    "max_followers": (_C.followers, _C.followers <= bindparam("max_followers", type_=BigInteger())),
    "min_engagement_rate": (
        _C.engagement_rate,
        _C.engagement_rate >= bindparam("min_engagement_rate", type_=Double()),
    ),
    "max_engagement_rate": (
        _C.engagement_rate,
        _C.engagement_rate <= bindparam("max_engagement_rate", type_=Double()),
    ),
    "min_median_views": (_C.median_views, _C.median_views >= bindparam("min_median_views", type_=BigInteger())),
    "max_median_views": (_C.median_views, _C.median_views <= bindparam("max_median_views", type_=BigInteger())),
    "min_price": (DOLLARS, bindparam("min_price", type_=Numeric()) <= DOLLARS),
    "max_price": (DOLLARS, bindparam("max_price", type_=Numeric()) >= DOLLARS),
}
