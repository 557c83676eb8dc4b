"""One database transaction: statements with our errors, versions, and the events that its aggregates recorded."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

import psycopg
from sqlalchemy import Executable, Result, insert, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.rows import Row
from creatorport.adapters.persistence.rowsets import given, insert_rows, update_rows
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.events import Event
from creatorport.domain.ids import WorkspaceId

R = TypeVar("R", bound=Row)

_FRESH = {"populate_existing": True}


class Versioned(Protocol):
    """An aggregate as far as saving is concerned."""

    @property
    def id(self) -> str: ...
    @property
    def workspace_id(self) -> WorkspaceId: ...
    @property
    def version(self) -> int: ...


class Transaction:
    """What one unit of work does to the database."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._saved: dict[tuple[str, str], tuple[int, int]] = {}
        self._recorded: dict[tuple[str, str], tuple[Event, ...]] = {}
        self._events: list[tuple[WorkspaceId, Event]] = []

    async def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        with translated():
            return await self._session.execute(statement, parameters)

    async def rows(self, statement: Executable) -> Sequence[Any]:
        """Return the rows of a select, as they are in the database now."""
        with translated():
            return (await self._session.scalars(statement, execution_options=_FRESH)).all()

    async def row(self, statement: Executable) -> Any | None:
        """Return the first row of a select, or None."""
        with translated():
            return (await self._session.scalars(statement, execution_options=_FRESH)).first()

    async def insert(self, kind: str, aggregate: Versioned, row: Row) -> None:
        """Add an aggregate. Raises ConcurrentChange when one that is the same by some unique rule exists."""
        with translated(kind, aggregate.id, aggregate.version):
            await self._session.execute(insert(type(row)).values(columns(row)))
        self.added(kind, aggregate)

    async def insert_all(self, kind: str, pairs: Sequence[tuple[Versioned, Row]]) -> None:
        """Add aggregates of one kind set-wise. Raises ConcurrentChange as `insert` does, naming the first."""
        if not pairs:
            return
        first, row = pairs[0]
        with translated(kind, first.id, first.version):
            await self._session.execute(insert_rows(type(row), [columns(each) for _, each in pairs]))
        for aggregate, _ in pairs:
            self.added(kind, aggregate)

    def added(self, kind: str, aggregate: Versioned) -> None:
        """Take note of an aggregate that was stored for the first time."""
        self._saved[kind, aggregate.id] = (aggregate.version, aggregate.version)
        self._record(kind, aggregate)

    async def insert_missing(self, row: Row) -> bool:
        """Insert a row unless one with its key is there, waiting for whoever is about to; return whether it was new."""
        table = type(row)
        with translated():
            statement = upsert(table).values(columns(row)).on_conflict_do_nothing()
            result = await self._session.execute(statement.returning(*table.__table__.primary_key))  # type: ignore[attr-defined]  # SQLModel's tables are not typed
            return result.first() is not None

    async def update(
        self, kind: str, aggregate: Versioned, row: Row, *, touching: Mapping[str, Any] | None = None
    ) -> None:
        """Save an aggregate under its next version. Raises ConcurrentChange when the stored one is not what was loaded.

        Several saves of what was loaded once are fine: since the first, the row is locked by us.
        """
        expected = self._expected(kind, aggregate)
        table = type(row).__table__  # type: ignore[attr-defined]  # SQLModel's tables are not typed
        given = {**columns(row), "version": expected + 1, **(touching or {})}
        statement = update(type(row)).where(table.c.version == expected).values(given)
        for key in {"id", *table.primary_key.columns.keys()}:
            statement = statement.where(table.c[key] == given[key])
        with translated(kind, aggregate.id, aggregate.version):
            result = await self._session.execute(statement.returning(table.c.version))
            if result.first() is None:
                raise ConcurrentChange(kind, aggregate.id, aggregate.version)
        self._updated(kind, aggregate, expected)

    async def update_all(self, kind: str, pairs: Sequence[tuple[Versioned, Row]]) -> None:
        """Save aggregates of one kind, each once, set-wise. Raises ConcurrentChange as `update` does."""
        if not pairs:
            return
        first, row = pairs[0]
        table = type(row).__table__  # type: ignore[attr-defined]  # SQLModel's tables are not typed
        expected = {aggregate.id: self._expected(kind, aggregate) for aggregate, _ in pairs}
        new = given(type(row), [{**columns(row), "version": expected[each.id] + 1} for each, row in pairs])
        statement = update_rows(type(row), new).where(table.c.version == new.c.version - 1).returning(table.c.id)
        with translated(kind, first.id, first.version):
            saved = set((await self._session.execute(statement)).scalars())
        for aggregate, _ in pairs:
            if aggregate.id not in saved:
                raise ConcurrentChange(kind, aggregate.id, aggregate.version)
            self._updated(kind, aggregate, expected[aggregate.id])

    def _expected(self, kind: str, aggregate: Versioned) -> int:
        """The version that an aggregate has in the database if nobody else saved it."""
        base, stored = self._saved.get((kind, aggregate.id), (aggregate.version, aggregate.version))
        return stored if aggregate.version == base else aggregate.version

    def _updated(self, kind: str, aggregate: Versioned, expected: int) -> None:
        self._saved[kind, aggregate.id] = (aggregate.version, expected + 1)
        self._record(kind, aggregate)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo what happens inside the block, and no more, when it raises."""
        with translated():
            async with self._session.begin_nested():
                yield

    def _record(self, kind: str, aggregate: Versioned) -> None:
        """Take note of an aggregate's events. One saved twice brings those of its first save along: they count once."""
        events: tuple[Event, ...] = getattr(aggregate, "events", ())
        before = self._recorded.get((kind, aggregate.id), ())
        fresh = events[len(before) :] if events[: len(before)] == before else events
        self._events.extend((aggregate.workspace_id, event) for event in fresh)
        self._recorded[kind, aggregate.id] = events

    def record(self, workspace_id: WorkspaceId, event: Event) -> None:
        """Take note of an event that no aggregate carries."""
        self._events.append((workspace_id, event))

    def take_events(self) -> Sequence[tuple[WorkspaceId, Event]]:
        """Hand over what was recorded since the last call, each with whose it is."""
        taken, self._events = self._events, []
        return taken

    async def raw(self) -> psycopg.AsyncConnection[Any]:
        """Return psycopg's own connection of this transaction."""
        with translated():
            connection = await self._session.connection()
            pooled = await connection.get_raw_connection()
        raw: psycopg.AsyncConnection[Any] = pooled.driver_connection  # type: ignore[assignment]  # typed as any driver's
        return raw

    async def commit(self) -> None:
        with translated():
            await self._session.commit()
        self._saved, self._recorded = {}, {}


def columns(row: Row) -> dict[str, Any]:
    """Return the columns of a row that were given a value; the others are the database's to fill."""
    return row.model_dump(exclude_unset=True)
