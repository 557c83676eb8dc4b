import asyncio
import contextlib
import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import structlog

from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.errors import translated

_log = structlog.get_logger(__name__)


class PostgresLeases:
    """Leases as advisory locks, each on a connection of its own, so that a lease ends with the process that holds it.

    A holder tells the server that it lives. One that is frozen does not, and loses the lease after `silent_for`
    seconds; when it comes to itself, it does not know. So a lease keeps others from doing the same work, and what the
    work changes is guarded by itself: by versions, and by comparing with what was there before.

    Within the process, those who want the same lease queue before they connect: a crowd costs one connection. At most
    `connections` different leases are held or awaited at once. Raises StorageUnavailable before the block, never after.
    """

    def __init__(self, url: str, *, connections: int = 16, silent_for: float = 15.0) -> None:
        self._url = url
        self._silent_for = silent_for
        self._room = asyncio.Semaphore(connections)
        self._queues: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._crowd: defaultdict[str, int] = defaultdict(int)

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        key = advisory_key(name)
        async with self._queue(name), self._room, own_connection(self._url, "lease") as connection:
            with translated():
                # Before the lock, because a process can freeze while it waits; a session that waits is not idle.
                silence = f"{self._silent_for * 1000:.0f}ms"
                await connection.execute("SELECT set_config('idle_session_timeout', %s, false)", [silence])
                await connection.execute("SELECT pg_advisory_lock(%s)", [key])
            beating = asyncio.create_task(self._beat(connection, name))
            try:
                yield
            finally:
                beating.cancel()
                await asyncio.gather(beating, return_exceptions=True)
            # Closing the connection would end it as well, only a moment later; and a lease that was lost is over.
            with contextlib.suppress(psycopg.Error):
                await connection.execute("SELECT pg_advisory_unlock(%s)", [key])

    async def _beat(self, connection: psycopg.AsyncConnection, name: str) -> None:
        """Tell the server that the holder lives, for as long as it listens."""
        try:
            while True:
                await asyncio.sleep(self._silent_for / 5)
                await connection.execute("SELECT 1")
        except psycopg.Error:
            # The work goes on: what TikTok has answered by now must still be stored.
            _log.warning("a lease was lost before its end", lease=name)

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
