from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from creatorport.adapters.jobs.due import rank
from creatorport.adapters.jobs.kinds import KINDS, QUEUE, Kind, arguments
from creatorport.adapters.jobs.quiet import keep_arguments_out_of_logs
from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.jobs import Job, Jobs

# Locks the waiting job, so that no worker takes it before our change is visible to it; and brings it forward when it
# is wanted sooner.
_FIND_WAITING = """
    UPDATE procrastinate_jobs
    SET scheduled_at = CASE
            WHEN scheduled_at IS NULL OR %(due)s::timestamptz IS NULL THEN NULL
            ELSE least(scheduled_at, %(due)s)
        END,
        priority = greatest(priority, %(rank)s)
    WHERE queueing_lock = %(waiting)s AND status = 'todo'
    RETURNING id
"""


_LOOK_FOR_WAITING = "SELECT id FROM procrastinate_jobs WHERE queueing_lock = %(waiting)s AND status = 'todo'"


class JobQueue:
    """The writing end of the queue. It needs no connection of its own: jobs travel with a unit of work."""

    def __init__(self, url: str) -> None:
        keep_arguments_out_of_logs()
        self._app = App(connector=PsycopgConnector(conninfo=conninfo(url)))

    def within(self, transaction: Transaction) -> Jobs:
        return ProcrastinateJobs(self._app, transaction)


class ProcrastinateJobs:
    """Defers jobs on the connection of one unit of work: they are committed with it, or never were."""

    def __init__(self, app: App, transaction: Transaction) -> None:
        self._app = app
        self._at = transaction

    async def defer(self, job: Job, *, after: timedelta | None = None) -> None:
        kind = KINDS[type(job)]
        now = datetime.now(UTC)
        due = now + after if after else None
        if not kind.waits_once:
            await self._insert(kind, job, due, rank(due or now))
            return
        while not await self._find_waiting(kind, job, due, rank(due or now)):
            try:
                async with self._at.savepoint():
                    await self._insert(kind, job, due, rank(due or now))
            except AlreadyEnqueued:
                # Somebody else's became visible between the look and the insert; it is there to be found now.
                continue
            return

    async def ensure(self, job: Job) -> None:
        kind = KINDS[type(job)]
        connection = await self._at.raw()
        with translated():
            found = await connection.execute(_LOOK_FOR_WAITING, {"waiting": kind.lock(job)})
            waits = await found.fetchone() is not None
        if not waits:
            await self.defer(job)

    async def _find_waiting(self, kind: Kind, job: Job, due: datetime | None, priority: int) -> bool:
        connection = await self._at.raw()
        with translated():
            found = await connection.execute(_FIND_WAITING, {"due": due, "rank": priority, "waiting": kind.lock(job)})
            return await found.fetchone() is not None

    async def _insert(self, kind: Kind, job: Job, due: datetime | None, priority: int) -> None:
        connection: psycopg.AsyncConnection[Any] = await self._at.raw()
        deferrer = self._app.configure_task(
            kind.name,
            queue=QUEUE,
            lock=kind.lock(job),
            queueing_lock=kind.lock(job) if kind.waits_once else None,
            schedule_at=due,
            priority=priority,
            connection=connection,
        )
        with _unwrapped():
            await deferrer.defer_async(**arguments(job))


@contextmanager
def _unwrapped() -> Iterator[None]:
    """Raise our own for the database errors that the queue has wrapped."""
    try:
        yield
    except AlreadyEnqueued:
        raise
    except ConnectorException as error:
        if not isinstance(error.__cause__, psycopg.Error):
            raise
        with translated():
            raise error.__cause__ from error
