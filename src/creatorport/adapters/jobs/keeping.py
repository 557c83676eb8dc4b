"""What becomes of a job after its run, written down even when the database is away for a while."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from creatorport.adapters.jobs.due import rank

_PATIENCE = 60.0

# A run of a job is told by its attempts: whoever takes it over, because its worker was silent, adds one. The queue's
# own functions would end or put back whatever run there is, and delete a job that waits to be run again.
_OUR_RUN = """
    WITH ours AS (
        SELECT id FROM procrastinate_jobs
        WHERE id = %(job_id)s AND status = 'doing' AND attempts = %(attempts)s
        FOR UPDATE
    )
"""
_FINISH = _OUR_RUN + "SELECT procrastinate_finish_job_v1(id, %(status)s, %(delete_job)s) FROM ours"  # noqa: S608  constants
_RETRY = (
    _OUR_RUN  # noqa: S608  constants
    + "SELECT procrastinate_retry_job_v2(id, %(retry_at)s, %(priority)s, %(queue)s, %(lock)s) FROM ours"
)
_log = structlog.get_logger(__name__)


class PatientJobManager(JobManager):
    """The queue's own manager, which would otherwise leave a job behind as running for ever in two cases.

    A lost connection at the end of a run: it is tried again for a minute, and then `give_up` is called, so that the
    worker lets go of all its jobs and others take them over. And a retry for which there is no room, because a job of
    the same kind waits by now: that one will do.

    A worker that was taken for dead and comes to itself does nothing to a job that is another's by now.
    """

    def __init__(self, connector: BaseConnector, give_up: Callable[[], None]) -> None:
        super().__init__(connector)
        self._give_up = give_up
        self._hurried = False

    def hurry(self) -> None:
        """Try each write once from now on, because the process ends. What cannot be written, others will find out."""
        self._hurried = True

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        await self._persistently(job, _FINISH, status=status.value, delete_job=delete_job)

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        due = retry_at or datetime.now(UTC)
        try:
            await self._persistently(job, _RETRY, retry_at=due, priority=priority, queue=queue, lock=lock)
        except UniqueViolation:
            await self.finish_job(job, Status.FAILED, delete_job=True)

    async def _persistently(self, job: Job, write: str, **arguments: Any) -> None:
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while True:
            try:
                written = await self.connector.execute_query_all_async(
                    write, job_id=job.id, attempts=job.attempts, **arguments
                )
            except UniqueViolation:
                raise
            except ConnectorException:
                if self._hurried or asyncio.get_running_loop().time() > deadline:
                    self._give_up()
                    raise
                await asyncio.sleep(1.0)
            else:
                if not written:
                    _log.warning("the job was taken over by another worker")
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
