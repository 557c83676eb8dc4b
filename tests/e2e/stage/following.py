"""What there is to follow, and the order in which it was heard."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.e2e.stage.stage import Stage


@asynccontextmanager
async def time_passing(stage: Stage) -> AsyncIterator[None]:
    """Let creators post and videos be watched, at a leap of simulated time now and then."""

    async def leap() -> None:
        while True:
            await asyncio.to_thread(stage.simulator.advance, 900)
            await asyncio.sleep(0.2)

    leaping = asyncio.create_task(leap())
    try:
        yield
    finally:
        leaping.cancel()
        with suppress(asyncio.CancelledError):
            await leaping


def number(cursor: str) -> int:
    """The place in the log that a cursor names."""
    return int(base64.urlsafe_b64decode(cursor + "==").decode().rpartition("@")[2])
