import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from creatorport.adapters.live.reading import Batch
from creatorport.application.ports.event_log import Gap, Logged
from creatorport.domain.errors import StorageUnavailable

RECENT = 1000
"""How many of a stream's newest entries are kept for followers that are almost there."""

Read = Callable[[int], Awaitable[Batch | Gap]]
_log = structlog.get_logger(__name__)


class Channel:
    """What the followers of one stream share: its recent entries, reads under way, and news.

    Followers keep their own place and hold no queue, so a slow one costs nothing. Those at the same place share one
    read; those a little behind are served from the recent entries.
    """

    def __init__(self, read: Read, *, retry: float = 1.0) -> None:
        self._read = read
        self._retry = retry
        self._recent: list[Logged] = []
        self._reads: dict[int, asyncio.Task[Batch | Gap]] = {}
        self._news = asyncio.Event()
        self._wakes = 0
        # The newest number, as of so many wakes: until the next one, whoever is there has nothing to read.
        self._end: tuple[int, int] | None = None

    def wake(self) -> None:
        """Tell that there may be new entries."""
        self._wakes += 1
        self._news.set()
        self._news = asyncio.Event()

    async def after(self, position: int) -> Sequence[Logged] | Gap:
        """Return entries right behind a position, at least one, or the Gap before them; wait until there are any."""
        while True:
            near = self._near(position)
            if near:
                return near
            if self._end == (position, self._wakes):
                await self._news.wait()
                continue
            found = await self._shared(position)
            if isinstance(found, Gap):
                return found
            if found.entries:
                return found.entries

    def _near(self, position: int) -> Sequence[Logged]:
        if not self._recent or not self._recent[0].number - 1 <= position < self._recent[-1].number:
            return ()
        return self._recent[position + 1 - self._recent[0].number :]

    async def _shared(self, position: int) -> Batch | Gap:
        read = self._reads.get(position)
        if read is None:
            read = self._reads[position] = asyncio.create_task(self._persistently(position))
            read.add_done_callback(lambda _: self._reads.pop(position, None))
        # One follower that leaves must not take the others' read along.
        return await asyncio.shield(read)

    async def _persistently(self, position: int) -> Batch | Gap:
        while True:
            wakes = self._wakes
            try:
                found = await self._read(position)
            except StorageUnavailable:
                _log.warning("the event log cannot be read; trying again")
                await asyncio.sleep(self._retry)
            else:
                if isinstance(found, Batch):
                    self._remember(found)
                    self._end = (found.newest, wakes)
                return found

    def _remember(self, batch: Batch) -> None:
        """Keep the newest entries. A read that ended before the stream did is somebody's catching up: not kept."""
        if not batch.entries or batch.entries[-1].number < batch.newest:
            return
        known = self._recent[-1].number if self._recent else None
        if known is not None and batch.entries[-1].number <= known:
            return
        if known is not None and batch.entries[0].number <= known + 1:
            self._recent.extend(entry for entry in batch.entries if entry.number > known)
        else:
            self._recent = list(batch.entries)
        del self._recent[:-RECENT]
