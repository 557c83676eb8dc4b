"""Reads of one moment: a snapshot of PostgreSQL's, which all statements inside a block share."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_CURRENT: ContextVar["Moment | None"] = ContextVar("moment", default=None)


def current() -> "Moment | None":
    """Return the moment of the block that this task or the one that began it is in, while it lasts."""
    moment = _CURRENT.get()
    return None if moment is None or moment.is_over else moment


class SqlOneMoment:
    """One read-only transaction at REPEATABLE READ per block, on a connection that is taken by its first statement."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[None]:
        moment = Moment(self._engine)
        before = _CURRENT.set(moment)
        try:
            yield
        finally:
            _CURRENT.reset(before)
            await moment.end()


class Moment:
    """A snapshot, taken when it is first read, and given back at the end or by the first read that fails."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._held = AsyncExitStack()
        self._connection: AsyncConnection | None = None
        self.is_over = False

    async def rows(self, statement: Executable, parameters: Mapping[str, Any]) -> Sequence[Row[Any]] | None:
        """Return all rows as of the moment; None where it was over before it was this statement's turn."""
        async with self._turn:
            if self.is_over:
                return None
            try:
                if self._connection is None:
                    self._connection = await self._held.enter_async_context(self._engine.connect())
                return (await self._connection.execute(statement, parameters)).all()
            except BaseException:
                # The transaction is aborted, or the connection is lost: it answers nothing more.
                await self._close()
                raise

    async def end(self) -> None:
        """Give the connection back. What is left of a query that was given up may still be at its statement."""
        async with self._turn:
            await self._close()

    async def _close(self) -> None:
        self.is_over = True
        await self._held.aclose()
