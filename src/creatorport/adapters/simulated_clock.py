"""A clock that lives by a simulator's, so that both sides of a demo or test agree on what time it is."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
import structlog

_EVERY = 0.2
_log = structlog.get_logger(__name__)


_CATCHING_UP = 0.5


class SimulatedClock:
    """Runs at the simulator's speed between two looks at its clock; never goes backwards, and never stands still.

    When the simulator slows down, we are ahead of it by what passed since the last look: then we run at half its speed
    until it has caught up.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._anchor = (time.monotonic(), time.time(), 1.0)
        self._shown = (time.monotonic(), 0.0)

    def now(self) -> datetime:
        moment = time.monotonic()
        looked_at, told, speed = self._anchor
        shown_at, shown = self._shown
        simulated = told + (moment - looked_at) * speed
        self._shown = (moment, max(simulated, shown + (moment - shown_at) * speed * _CATCHING_UP))
        return datetime.fromtimestamp(self._shown[1], UTC)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the simulator's clock inside the block. Raises httpx.HTTPError when it cannot be read at first."""
        async with httpx.AsyncClient(timeout=5) as client:
            await self._look(client)
            following = asyncio.create_task(self._follow(client))
            try:
                yield
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)

    async def _follow(self, client: httpx.AsyncClient) -> None:
        while True:
            await asyncio.sleep(_EVERY)
            try:
                await self._look(client)
            except (httpx.HTTPError, KeyError, ValueError) as error:
                # It runs on by itself: a simulator that restarts is no reason to stop the gateway.
                _log.debug("simulator's clock not read", reason=type(error).__name__)

    async def _look(self, client: httpx.AsyncClient) -> None:
        started = time.monotonic()
        answer = await client.get(self._url)
        answer.raise_for_status()
        told = answer.json()
        middle = (started + time.monotonic()) / 2
        self._anchor = (middle, float(told["now"]), float(told["speed"]))
