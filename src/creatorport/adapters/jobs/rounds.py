import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import psycopg
import structlog

from creatorport.adapters.observability.causes import told
from creatorport.adapters.persistence.leases import advisory_key, own_connection
from creatorport.domain.errors import StorageUnavailable

_SILENCE = 4
"""How many times the stand-by a leader may be silent."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """Something to do every so many seconds, by one process of all."""

    seconds: float
    name: str
    do: Callable[[], Awaitable[object]]


class Rounds:
    """Makes the rounds while this process leads; all the others stand by, and one takes over within seconds.

    Leading is an advisory lock on a connection of its own, so that it ends with the leader; and when a leader is
    alive but frozen, the server ends it for being silent. A round that raises is logged, and made again when its time
    comes.
    """

    def __init__(self, url: str, rounds: Sequence[Round], *, stand_by: float = 5.0, name: str = "rounds") -> None:
        self._url = url
        self._rounds = rounds
        self._stand_by = stand_by
        self._key = advisory_key(name)

    async def run(self) -> None:
        """Stand by, lead, make the rounds; until cancelled."""
        while True:
            try:
                await self._lead()
            except (StorageUnavailable, psycopg.Error) as error:
                _log.warning("the rounds have no database", reason=type(error).__name__)
            await asyncio.sleep(self._stand_by)

    async def _lead(self) -> None:
        async with own_connection(self._url, "rounds") as connection:
            silence = f"{_SILENCE * self._stand_by * 1000:.0f}ms"
            await connection.execute("SELECT set_config('idle_session_timeout', %s, false)", [silence])
            while not await self._elected(connection):  # noqa: ASYNC110  the lock is elsewhere; it has no event here
                await asyncio.sleep(self._stand_by)
            async with asyncio.TaskGroup() as group:
                makers = [group.create_task(self._make(each)) for each in self._rounds]
                try:
                    while True:
                        # A leader whose connection broke has lost the lock: it must stop before others begin.
                        await connection.execute("SELECT 1")
                        await asyncio.sleep(self._stand_by)
                except psycopg.Error:
                    for maker in makers:
                        maker.cancel()
                    _log.warning("the leader's connection broke")

    async def _elected(self, connection: psycopg.AsyncConnection) -> bool:
        answer = await connection.execute("SELECT pg_try_advisory_lock(%s)", [self._key])
        row = await answer.fetchone()
        return row is not None and row[0] is True

    async def _make(self, each: Round) -> None:
        while True:
            try:
                with structlog.contextvars.bound_contextvars(round=each.name):
                    await each.do()
            except Exception as error:  # noqa: BLE001  whatever it was, the next round may go well
                _log.error("a round failed", round=each.name, **told(error))
            await asyncio.sleep(each.seconds)
