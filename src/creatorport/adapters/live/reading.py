"""Reading entries from the log: statements and their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.errors import translated
from creatorport.application.ports.event_log import Gap, Logged

BATCH = 500

# One statement, hence one snapshot: what the stream's row says is true of the entries beside it.
_AFTER = text(
    """
    SELECT stream.newest, stream.oldest, entry.number, entry.kind, entry.payload, entry.at
    FROM streams AS stream LEFT JOIN LATERAL (
        SELECT number, kind, payload, at FROM log
        WHERE log.stream = stream.name AND number > :after ORDER BY number LIMIT :batch
    ) AS entry ON true
    WHERE stream.name = :stream
    """
)

_LAST = text("SELECT number, kind, payload, at FROM log WHERE stream = :stream ORDER BY number DESC LIMIT 1")


@dataclass(frozen=True, slots=True)
class Batch:
    """The entries right behind a position. `newest` is the stream's newest number when they were read."""

    entries: Sequence[Logged]
    newest: int


async def read_after(engine: AsyncEngine, stream: str, after: int) -> Batch | Gap:
    """Return the next entries, or the Gap that lies before them. Raises StorageUnavailable."""
    with translated():
        async with engine.connect() as connection:
            rows = (await connection.execute(_AFTER, {"stream": stream, "after": after, "batch": BATCH})).all()
    newest, oldest = (rows[0].newest, rows[0].oldest) if rows else (0, 1)
    if after > newest or after + 1 < oldest:
        return Gap(stream, oldest, newest)
    entries = [Logged(stream, row.number, row.kind, row.payload, row.at) for row in rows if row.number is not None]
    return Batch(entries, newest)


async def read_last(engine: AsyncEngine, stream: str) -> Logged | None:
    """Return the newest entry, if there is any. Raises StorageUnavailable."""
    with translated():
        async with engine.connect() as connection:
            row = (await connection.execute(_LAST, {"stream": stream})).first()
    return None if row is None else Logged(stream, row.number, row.kind, row.payload, row.at)
