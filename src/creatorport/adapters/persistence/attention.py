"""What is being looked at, noted in memory and written down every few seconds: a read costs no statement more."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import structlog
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.rows import AttentionRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.application.ports.attention import LASTS
from creatorport.application.ports.clock import Clock
from creatorport.domain.errors import ConcurrentChange, StorageUnavailable
from creatorport.domain.ids import WorkspaceId

_MOST: Final = 10_000
"""How many different things are remembered between two writes; what is beyond is forgotten."""

_log = structlog.get_logger(__name__)

Key = tuple[str, str, str]


class SqlAttention:
    """Implements Attention for one process; all write into one table."""

    def __init__(self, engine: AsyncEngine, clock: Clock, *, every: float = 10.0) -> None:
        self._engine = engine
        self._clock = clock
        self._every = every
        self._noticed: set[Key] = set()
        self._followed: Counter[Key] = Counter()

    def notice(self, workspace_id: WorkspaceId, kind: str, ids: Collection[str]) -> None:
        if len(self._noticed) < _MOST:
            self._noticed.update((workspace_id, kind, one) for one in ids)

    @contextmanager
    def watching(self, workspace_id: WorkspaceId, kind: str, key: str) -> Iterator[None]:
        place = (workspace_id, kind, key)
        self._followed[place] += 1
        self.notice(workspace_id, kind, [key])
        try:
            yield
        finally:
            self._followed[place] -= 1
            if not self._followed[place]:
                del self._followed[place]

    async def write(self) -> None:
        """Write down what was noted since the last time, and what is followed.

        What was only read is forgotten where that fails. Raises StorageUnavailable, ConcurrentChange.
        """
        keys, self._noticed = sorted(self._noticed | self._followed.keys()), set()
        now = self._clock.now()
        if not keys:
            return
        until = now + LASTS
        rows = [{"workspace_id": one[0], "kind": one[1], "id": one[2], "until": until} for one in keys]
        batch = insert_rows(AttentionRow, rows)
        kept = batch.on_conflict_do_update(
            index_elements=["workspace_id", "kind", "id"], set_={"until": batch.excluded.until}
        )
        with translated():
            async with self._engine.begin() as connection:
                await connection.execute(kept)
                await connection.execute(delete(AttentionRow).where(col(AttentionRow.until) < now))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Write every few seconds inside the block."""
        task = asyncio.create_task(self._write_on(), name="attention")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _write_on(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.write()
            except (StorageUnavailable, ConcurrentChange) as error:
                _log.warning("attention was not written down", reason=str(error))
