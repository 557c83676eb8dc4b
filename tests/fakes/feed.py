from collections.abc import AsyncIterator

from creatorport.application.ports.event_log import Gap, Logged
from tests.fakes.storage import Storage


class InMemoryEventFeed:
    """Follows the streams of a Storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def last(self, stream: str) -> Logged | None:
        entries = self._storage.entries(stream)
        return entries[-1] if entries else None

    async def follow(self, stream: str, after: int) -> AsyncIterator[Logged | Gap]:
        position = after
        while True:
            kept = self._storage.streams[stream]
            if position > kept.newest or position + 1 < kept.oldest:
                gap = Gap(stream, kept.oldest, kept.newest)
                position = kept.newest
                yield gap
                continue
            fresh = [entry for entry in kept.entries if entry.number > position]
            if not fresh:
                await self._storage.news()
            for entry in fresh:
                position = entry.number
                yield entry
