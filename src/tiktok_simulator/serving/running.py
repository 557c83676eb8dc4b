"""What a served simulator does by itself: keeps its agenda, delivers webhooks, saves."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tiktok_simulator.serving.courier import Courier
from tiktok_simulator.state_file import StateFile

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_log = logging.getLogger(__name__)
_AGENDA_EVERY = 0.05
_SAVE_EVERY = 0.1
# With running time the clock alone is worth saving now and then, so that a restart does not fall far back.
_SAVE_CLOCK_EVERY = 20

_RESTS_PER_ENCODING = 3


@asynccontextmanager
async def running(simulator: "Simulator", courier: Courier, state_file: StateFile | None) -> AsyncIterator[None]:
    """Background work for as long as the context lasts; the state is saved once more at its end."""
    saver = Saver(simulator, state_file)

    async def keep_agenda() -> None:
        simulator.run_due()
        await asyncio.sleep(0)

    async with asyncio.TaskGroup() as tasks:
        started = [
            tasks.create_task(_repeat(keep_agenda, _AGENDA_EVERY)),
            tasks.create_task(_repeat(courier.deliver_due, _AGENDA_EVERY)),
            tasks.create_task(_repeat(saver.save_if_changed, _SAVE_EVERY)),
        ]
        try:
            yield
        finally:
            for task in started:
                task.cancel()
    await courier.close()
    await saver.save()


class Saver:
    def __init__(self, simulator: "Simulator", state_file: StateFile | None) -> None:
        self._simulator = simulator
        self._state_file = state_file
        self._saved: tuple[int, float] | None = None
        self._looks = 0
        self._writing: asyncio.Future[None] | None = None

    async def save_if_changed(self) -> None:
        self._looks += 1
        moved = self._looks % _SAVE_CLOCK_EVERY == 0 and self._saved != self._mark()
        if self._saved is None or self._saved[0] != self._simulator.changes or moved:
            await self.save()

    async def save(self) -> None:
        if self._state_file is None:
            return
        await self._last_write()
        begun = time.monotonic()
        mark, content = self._mark(), self._state_file.encode(self._simulator)
        encoding = time.monotonic() - begun
        self._writing = asyncio.ensure_future(asyncio.to_thread(self._state_file.write, content))
        if await self._last_write():
            self._saved = mark
        # A very large state must leave most of the time to requests.
        await asyncio.sleep(_RESTS_PER_ENCODING * encoding)

    async def _last_write(self) -> bool:
        """Wait for the write under way, even one whose save was cancelled: two writers would spoil the file."""
        if self._writing is None:
            return True
        try:
            await asyncio.shield(self._writing)
        except OSError as error:
            _log.error("state not saved, trying again: %s", error)
            return False
        finally:
            if self._writing.done():
                self._writing = None
        return True

    def _mark(self) -> tuple[int, float]:
        return self._simulator.changes, self._simulator.clock.now()


async def _repeat(work: Callable[[], Awaitable[object]], pause: float) -> None:
    while True:
        await work()
        await asyncio.sleep(pause)
