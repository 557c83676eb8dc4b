"""Starting the embedded server again when it goes away under those who use it: it has no operator but us."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Protocol

import structlog

from creatorport.domain.errors import StorageUnavailable

_LOOK_EVERY = 1.0
_LONGEST_WAIT = 30.0
_log = structlog.get_logger(__name__)


class Revivable(Protocol):
    """A server that can be started any number of times, by several processes at once."""

    @property
    def is_gone(self) -> bool: ...

    def start_again(self) -> str:
        """Start it, or join it where another process was faster; return its URL. Raises StorageUnavailable."""


class Revival:
    """Looks each second whether the server that answers at `url` lives, and starts it otherwise.

    Connections are made anew by whoever uses them. One that cannot be started is tried again ever more slowly.
    """

    def __init__(
        self, server: Revivable, url: str, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._server = server
        self._url = url
        self._sleep = sleep

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch inside the block. A start that is under way then is waited for, so that it can be stopped in order."""
        watch = asyncio.create_task(self._watch(), name="embedded PostgreSQL")
        try:
            yield
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            await self._sleep(_LOOK_EVERY)
            try:
                if self._server.is_gone:
                    await self._revive()
            except Exception:  # noqa: BLE001  whatever it was, nobody else watches
                _log.exception("the embedded PostgreSQL could not be looked after; looking again")

    async def _revive(self) -> None:
        _log.warning("the embedded PostgreSQL is gone; starting it again")
        for attempt in count(1):
            try:
                url = await self._started()
            except StorageUnavailable as error:
                if attempt == 1:
                    _log.error("the embedded PostgreSQL cannot be started; trying on", reason=str(error))
                await self._sleep(min(2.0 ** (attempt - 1), _LONGEST_WAIT))
            else:
                break
        _log.info("the embedded PostgreSQL is up again", attempts=attempt)
        if url != self._url:
            _log.error("the embedded PostgreSQL has another address than before; restart this process")

    async def _started(self) -> str:
        starting = asyncio.create_task(asyncio.to_thread(self._server.start_again))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            await asyncio.gather(starting, return_exceptions=True)
            raise
