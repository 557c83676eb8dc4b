"""Rows that travel as one parameter arrive as they were, whatever is in them."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.adapters.persistence.rowsets import given, insert_rows, update_rows

AT = datetime(2026, 11, 5, 8, 30, 0, 123456, UTC)


def row(name: str, **facts: Any) -> dict[str, Any]:
    known = {
        "display_name": name,
        "source": "search",
        "captured_at": AT,
        "fresh_until": AT,
        "found_at": AT,
        "words": "",
    }
    return {"workspace_id": "lumen", "id": name, "handle": name, "handle_key": name, **known, **facts}


async def test_every_kind_of_value_arrives_as_it_was(engine: AsyncEngine) -> None:
    full = {
        "bio": 'quoted "\\ \n\t 😀 {} NULL \\x00 ',
        "avatar_expires_at": AT.astimezone(timezone(timedelta(hours=-7))),
        "followers": 2**63 - 1,
        "likes": 0,
        "engagement_rate": 0.1 + 0.2,
        "price_amount": Decimal("12345678901234567890.1230"),
        "content_labels": [{"id": 1, "name": "Café, {x}"}, []],
        "countries": ["DE", 'a "b"', "{c,d}", "NULL", ""],
    }
    empty: dict[str, Any] = {**dict.fromkeys(full), "countries": []}
    rows = [row("full", **full), row("empty", **empty)]
    table = CreatorRow.__table__  # type: ignore[attr-defined]  # SQLModel's tables are not typed
    async with engine.begin() as connection:
        await connection.execute(insert_rows(CreatorRow, rows))
        stored = {one.id: one._asdict() for one in await connection.execute(select(table))}
    assert {name: {key: stored[name][key] for key in full} for name in stored} == {"full": full, "empty": empty}
    assert stored["full"]["wants"] == 0  # the database's own default


async def test_only_rows_that_are_there_are_brought_to_what_is_said(engine: AsyncEngine) -> None:
    table = CreatorRow.__table__  # type: ignore[attr-defined]  # SQLModel's tables are not typed
    said = [{"workspace_id": "lumen", "id": name, "bio": None, "followers": 7} for name in ("ana", "nobody")]
    async with engine.begin() as connection:
        await connection.execute(insert_rows(CreatorRow, [row("ana", bio="hello"), row("ben", bio="hello")]))
        await connection.execute(update_rows(CreatorRow, given(CreatorRow, said)))
        found = {one.id: (one.bio, one.followers) for one in await connection.execute(select(table))}
    assert found == {"ana": (None, 7), "ben": ("hello", None)}


def test_a_naive_time_is_never_stored() -> None:
    with pytest.raises(TypeError) as refused:
        insert_rows(CreatorRow, [row("ana", captured_at=AT.replace(tzinfo=None))])
    assert "naive" in str(refused.value.__cause__)


@pytest.mark.parametrize("odd", [float("nan"), float("inf")])
def test_a_number_that_is_none_does_not_become_null(odd: float) -> None:
    with pytest.raises(ValueError, match="null"):
        insert_rows(CreatorRow, [row("ana", engagement_rate=0.5), row("ben", engagement_rate=odd)])


@examples(st.integers(1, 60), st.integers(1, 60))
def test_a_statement_is_the_same_for_any_number_of_rows(some: int, more: int) -> None:
    first, second = (
        insert_rows(CreatorRow, [row(f"creator{number}") for number in range(many)]).on_conflict_do_nothing()
        for many in (some, more)
    )
    dialect = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy is not typed there
    assert first._generate_cache_key() == second._generate_cache_key()  # so it is compiled once
    assert len(first.compile(dialect=dialect).params) == 1
