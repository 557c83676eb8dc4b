"""What becomes of a job after its run, written down even when the database is away for a while."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import psycopg
import structlog
from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from creatorport.adapters.jobs.due import rank

_PATIENCE = 60.0
_log = structlog.get_logger(__name__)


class PatientJobManager(JobManager):
    """The queue's own manager, which would otherwise leave a job behind as running for ever in two cases.

    A lost connection at the end of a run: it is tried again for a minute, and then `give_up` is called, so that the
    worker lets go of all its jobs and others take them over. And a retry for which there is no room, because a job of
    the same kind waits by now: that one will do.
    """

    def __init__(self, connector: BaseConnector, give_up: Callable[[], None]) -> None:
        super().__init__(connector)
        self._give_up = give_up

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        await self._persistently(partial(super().finish_job, job, status, delete_job))

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        try:
            await self._persistently(partial(super().retry_job, job, retry_at, priority, queue, lock))
        except UniqueViolation:
            await self.finish_job(job, Status.FAILED, delete_job=True)

    async def _persistently(self, write: Callable[[], Awaitable[None]]) -> None:
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while True:
            try:
                await write()
            except UniqueViolation:
                raise
            except ConnectorException as error:
                if isinstance(error.__cause__, psycopg.errors.RaiseException):
                    # Its state is not what we believed: another worker took it over while we were away.
                    _log.warning("the job was taken over by another worker")
                    return
                if asyncio.get_running_loop().time() > deadline:
                    self._give_up()
                    raise
                await asyncio.sleep(1.0)
            else:
                return


async def rescue(app: App, *, silent_for: float, attempts: int) -> int:
    """Put the jobs of dead workers back in line, and fail those whose every run ends that way; return how many.

    To be run by one process at a time.
    """
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for))
    for job in stalled:
        facts: dict[str, Any] = {"job_id": job.id, "task": job.task_name, "attempt": job.attempts + 1}
        if job.attempts + 1 >= attempts:
            _log.error("the job failed: its worker died each time", **facts)
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        else:
            now = datetime.now(UTC)
            _log.warning("the job's worker is gone; another will run it", **facts)
            await app.job_manager.retry_job(job, retry_at=now, priority=rank(now))
    return len(stalled)
