from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.rows import Row as TableRow


class Statements:
    """Runs single statements, each on a connection that is taken for it alone, and outside of any transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        # One statement is its own snapshot; a transaction around it would only cost two more messages.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """Return all rows. Raises StorageUnavailable."""
        with translated():
            async with self._engine.connect() as connection:
                return (await connection.execute(statement)).all()


def table(row: type[TableRow]) -> Table:
    """Return the table of a row class, for statements that want rows without objects."""
    found: Table = row.__table__  # type: ignore[attr-defined]  # SQLModel's tables are not typed
    return found
