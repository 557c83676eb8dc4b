"""Attention in memory: written down at once, for the planner's memory to read."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from creatorport.application.ports.attention import LASTS
from creatorport.application.ports.clock import Clock
from creatorport.domain.ids import WorkspaceId
from tests.fakes.storage import Key, Storage

FOREVER = datetime.max.replace(tzinfo=UTC)


class InMemoryAttention:
    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._followed: Counter[Key] = Counter()

    def notice(self, workspace_id: WorkspaceId, kind: str, ids: Collection[str]) -> None:
        self._keep([("attention", workspace_id, kind, one) for one in ids])

    @contextmanager
    def watching(self, workspace_id: WorkspaceId, kind: str, key: str) -> Iterator[None]:
        place = ("attention", workspace_id, kind, key)
        self._followed[place] += 1
        self._keep([place])
        try:
            yield
        finally:
            self._followed[place] -= 1
            self._keep([place])

    def _keep(self, places: Collection[Key]) -> None:
        now = self._clock.now()
        for place in places:
            until = FOREVER if self._followed[place] else now + LASTS
            self._storage.records[place] = until
