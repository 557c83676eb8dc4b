"""Many rows as one parameter: a statement has the same text for any number of them, so it is compiled once.

With a `VALUES` list, each number of rows is a statement of its own, and compiling one for 200 rows of 30 columns takes
the event loop longer than PostgreSQL takes to store them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Table,
    Text,
    Update,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy import inspect as inspected
from sqlalchemy.dialects.postgresql import JSON, Insert, insert

from creatorport.adapters.persistence.rows.row import aware


def given(table: type, rows: Sequence[Mapping[str, Any]]) -> FromClause:
    """Return rows, which name the same columns of a table, to be selected from under the name `given`.

    Raises ValueError for a number that is not finite, and TypeError for a naive time.
    """
    if not all(isfinite(value) for row in rows for value in row.values() if isinstance(value, float)):
        raise ValueError("JSON has no word for a number that is none, and would make it null")
    stored: Table = inspected(table).local_table
    parameter = cast(
        bindparam(None, orjson.dumps(rows, _plain, orjson.OPT_PASSTHROUGH_DATETIME).decode(), type_=Text), JSON
    )
    shape: ColumnElement[Any] = literal_column(f"NULL::{stored.name}")
    named = [column(name, stored.c[name].type) for name in rows[0]]
    return func.json_populate_recordset(shape, parameter).table_valued(*named, name="given")


def insert_rows(table: type, rows: Sequence[Mapping[str, Any]]) -> Insert:
    """Insert rows that name the same columns of a table, in the order in which they are given."""
    source = given(table, rows)
    return insert(table).from_select(list(rows[0]), select(*source.c))


def update_rows(table: type, rows: FromClause) -> Update:
    """Bring the rows of a table that have the keys of these to what these say."""
    stored: Table = inspected(table).local_table
    keys, new = stored.primary_key.columns.keys(), rows.c.keys()
    return (
        update(stored)
        .where(*(stored.c[key] == rows.c[key] for key in keys))
        .values({name: rows.c[name] for name in new if name not in keys})
    )


def _plain(value: object) -> str:
    """What JSON has no word for, as PostgreSQL reads it. Raises ValueError for a naive time."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    return str(aware(value) if isinstance(value, datetime) else value)
