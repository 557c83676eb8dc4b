"""Statements are made once, with parameters: to make one anew costs as much as to run it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Executable, Row, Table, Text, any_, bindparam
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.reads import moment
from creatorport.adapters.persistence.rows import Row as TableRow


class Statements:
    """Runs statements: as of one moment inside a block of `SqlOneMoment`, else each for itself.

    For itself means on a connection that is taken for it alone, and outside of any transaction.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        # One statement is its own snapshot; a transaction around it would only cost two more messages.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def rows(self, statement: Executable, parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """Return all rows. Raises StorageUnavailable."""
        with translated():
            shared = moment.current()
            rows = None if shared is None else await shared.rows(statement, parameters)
            if rows is not None:
                return rows
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).all()


def table(row: type[TableRow]) -> Table:
    """Return the table of a row class, for statements that want rows without objects."""
    found: Table = row.__table__  # type: ignore[attr-defined]  # SQLModel's tables are not typed
    return found


def one_of(column: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    """Return the condition that a column has one of the texts in a list that is given as one parameter."""
    return column == any_(bindparam(parameter, type_=ARRAY(Text())))
