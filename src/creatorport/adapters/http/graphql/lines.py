"""The lines that are open to callers, so that a server that stops can tell each of them to come back."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import structlog

from creatorport.adapters.http.graphql.engine import AuthenticationFailed

log = structlog.get_logger(__name__)


class Lines:
    """Open sockets and event streams, and work that must not be cut off by the line that asked for it."""

    def __init__(self, drain_timeout: float) -> None:
        self._timeout = drain_timeout
        self._hang_ups: set[Callable[[], None]] = set()
        self._kept: set[asyncio.Task[Any]] = set()
        self._draining = False

    @property
    def open(self) -> int:
        """How many lines are open."""
        return len(self._hang_ups)

    def opened(self, hang_up: Callable[[], None]) -> Callable[[], None]:
        """Register an open line by how to hang it up. Returns how to say that it is closed."""
        self._hang_ups.add(hang_up)
        if self._draining:
            asyncio.get_running_loop().call_soon(hang_up)
        return lambda: self._hang_ups.discard(hang_up)

    def keep(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run work as a task that `drain` waits for, whatever becomes of the line."""
        task = asyncio.create_task(work)
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)
        return task

    async def drain(self) -> None:
        """Hang up every line, now and later, and wait until kept work is done or the drain timeout has passed."""
        self._draining = True
        for hang_up in tuple(self._hang_ups):
            hang_up()
        if self._kept:
            await asyncio.wait(tuple(self._kept), timeout=self._timeout)


def at_expiry(expires_at: datetime | None, hang_up: Callable[[], None]) -> Callable[[], None]:
    """Call `hang_up` when credentials end. Returns how to call that off."""
    if expires_at is None:
        return lambda: None
    left = (expires_at - datetime.now(UTC)).total_seconds()
    return asyncio.get_running_loop().call_later(max(0.0, left), hang_up).cancel


async def until_revoked(look: Callable[[], Awaitable[object]], every: float) -> None:
    """Return when credentials hold no longer. A look that fails for another reason is made again, and ends nothing."""
    while True:
        await asyncio.sleep(every)
        try:
            await look()
        except AuthenticationFailed:
            return
        except Exception as error:  # noqa: BLE001  # whoever cannot be asked just now has taken nothing back
            log.warning("credentials cannot be looked at", reason=type(error).__name__)
