import asyncio
import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg

from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.errors import translated


class PostgresLeases:
    """Leases as advisory locks, each on a connection of its own, so that a lease ends with the process that holds it.

    Within the process, those who want the same lease queue before they connect: a crowd costs one connection. At most
    `connections` different leases are held or awaited at once. Raises StorageUnavailable.
    """

    def __init__(self, url: str, *, connections: int = 16) -> None:
        self._url = url
        self._room = asyncio.Semaphore(connections)
        self._queues: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._crowd: defaultdict[str, int] = defaultdict(int)

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        async with self._queue(name), self._room, own_connection(self._url, "lease") as connection:
            with translated():
                await connection.execute("SELECT pg_advisory_lock(%s)", [advisory_key(name)])
            yield
            # Closing the connection would end it as well, only a moment later.
            with translated():
                await connection.execute("SELECT pg_advisory_unlock(%s)", [advisory_key(name)])

    @asynccontextmanager
    async def _queue(self, name: str) -> AsyncIterator[None]:
        self._crowd[name] += 1
        try:
            async with self._queues[name]:
                yield
        finally:
            self._crowd[name] -= 1
            if not self._crowd[name]:
                del self._crowd[name], self._queues[name]


@asynccontextmanager
async def own_connection(url: str, name: str) -> AsyncIterator[psycopg.AsyncConnection]:
    """Open a connection outside of any pool, in autocommit mode.

    The server notices within half a minute when our machine dies; a process that dies is noticed at once.
    """
    with translated():
        connection = await psycopg.AsyncConnection.connect(
            conninfo(url),
            autocommit=True,
            connect_timeout=10,
            application_name=f"creatorport {name}",
            options="-c timezone=UTC -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
        )
    try:
        yield connection
    finally:
        await connection.close()


def advisory_key(name: str) -> int:
    """Return the 64-bit number that stands for a name among the server's advisory locks."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
