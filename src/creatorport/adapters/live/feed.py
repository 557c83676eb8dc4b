import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from weakref import WeakValueDictionary

import psycopg
import structlog
from psycopg import sql
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.live.channel import Channel
from creatorport.adapters.live.reading import read_after, read_last
from creatorport.adapters.persistence.event_log import CHANNEL
from creatorport.adapters.persistence.leases import own_connection
from creatorport.application.ports.event_log import Gap, Logged
from creatorport.domain.errors import StorageUnavailable

_log = structlog.get_logger(__name__)


class PostgresEventFeed:
    """Follows the log in PostgreSQL. One connection per process listens; entries are always read from the table.

    So a notification is only a hint: when some were lost, or the connection was, followers look for themselves, at the
    latest every `sweep` seconds. Use `listening()` around the life of the process; before it, followers only sweep.
    """

    def __init__(self, engine: AsyncEngine, url: str, *, sweep: float = 15.0, reconnect: float = 1.0) -> None:
        self._engine = engine
        self._url = url
        self._sweep = sweep
        self._reconnect = reconnect
        # A channel lives as long as somebody follows it.
        self._channels: WeakValueDictionary[str, Channel] = WeakValueDictionary()
        self._connected = asyncio.Event()

    @property
    def is_connected(self) -> bool:
        """Whether notifications arrive at the moment; without them, news is late by up to the sweep."""
        return self._connected.is_set()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen inside the block."""
        listener = asyncio.create_task(self._listen(), name="event feed")
        try:
            yield
        finally:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)

    async def connected(self) -> None:
        """Wait until notifications arrive."""
        await self._connected.wait()

    async def last(self, stream: str) -> Logged | None:
        return await read_last(self._engine, stream)

    async def follow(self, stream: str, after: int) -> AsyncIterator[Logged | Gap]:
        channel = self._channel(stream)
        position = after
        while True:
            found = await channel.after(position)
            if isinstance(found, Gap):
                position = found.newest
                yield found
                continue
            for entry in found:
                position = entry.number
                yield entry

    def _channel(self, stream: str) -> Channel:
        channel = self._channels.get(stream)
        if channel is None:
            channel = Channel(partial(read_after, self._engine, stream), retry=self._reconnect)
            self._channels[stream] = channel
        return channel

    async def _listen(self) -> None:
        while True:
            try:
                async with own_connection(self._url, "feed") as connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    self._connected.set()
                    await self._pass_on(connection)
            except (StorageUnavailable, psycopg.Error) as error:
                _log.warning("the event feed lost the database; connecting again", reason=type(error).__name__)
            finally:
                self._connected.clear()
            await asyncio.sleep(self._reconnect)

    async def _pass_on(self, connection: psycopg.AsyncConnection) -> None:
        while True:
            # Also first thing: what was committed before we listened told nobody.
            self._wake_all()
            async for notification in connection.notifies(timeout=self._sweep):
                self._wake(notification.payload)
            # A connection that died without a word shows here.
            await connection.execute("SELECT 1")

    def _wake(self, stream: str) -> None:
        # Not in the loop above: between two notifications it would keep the last one's channel alive.
        channel = self._channels.get(stream)
        if channel is not None:
            channel.wake()

    def _wake_all(self) -> None:
        for channel in list(self._channels.values()):
            channel.wake()
