"""Counting what goes over the wire: statements to PostgreSQL, calls to TikTok."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from typing_extensions import override

PING = ";"
"""What the pool asks a connection before it hands it out."""


@dataclass
class Statements:
    """Every statement that a gateway sent, whoever sent it: SQLAlchemy, or the queue on the connection beneath it.

    Begins and commits are not statements, nor are the pool's pings.
    """

    sent: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.sent)

    def watch(self, engine: AsyncEngine) -> None:
        """Count on every connection that the engine opens from now on, at the driver."""
        sent = self.sent

        class Counting(psycopg.AsyncCursor[Any]):
            @override
            async def execute(self, query: Any, *arguments: Any, **options: Any) -> "Counting":
                text = query if isinstance(query, str) else str(query)
                if text != PING:
                    sent.append(text)
                return await super().execute(query, *arguments, **options)

            @override
            async def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
                rows = list(params_seq)
                sent.extend([str(query)] * len(rows))
                await super().executemany(query, rows, **options)

        @event.listens_for(engine.sync_engine, "connect")
        def counted(connection: Any, _record: object) -> None:
            connection.driver_connection.cursor_factory = Counting


@contextmanager
def statements(engine: AsyncEngine) -> Iterator[list[str]]:
    """Collect what SQLAlchemy sends over an engine that is open already, inside the block."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


@dataclass
class Calls:
    """Every call to TikTok, by method and the end of its path."""

    made: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.made)

    @property
    def by_path(self) -> Counter[str]:
        return Counter(self.made)

    async def note(self, request: httpx.Request) -> None:
        """An httpx hook."""
        self.made.append(f"{request.method} {request.url.path.partition('/tto/tcm')[2]}")
