import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from opentelemetry.trace import SpanKind
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker
from psycopg_pool import PoolTimeout

from creatorport.adapters.jobs.backoff import Backoff
from creatorport.adapters.jobs.keeping import PatientJobManager, rescue
from creatorport.adapters.jobs.kinds import KINDS, QUEUE, Kind
from creatorport.adapters.jobs.quiet import keep_arguments_out_of_logs
from creatorport.adapters.jobs.rounds import Round, Rounds
from creatorport.adapters.observability.causes import told
from creatorport.adapters.observability.traces import span
from creatorport.adapters.persistence.engine import conninfo, silence

Handler = Callable[[Any], Awaitable[None]]
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Times are in seconds. `grace` is what running jobs get to finish when the worker stops.

    `patience` is how long one statement of the queue waits for a connection.
    """

    concurrency: int = 10
    poll: float = 1.0
    heartbeat: float = 10.0
    silent_for: float = 30.0
    grace: float = 20.0
    attempts: int = 10
    first_wait: float = 2.0
    longest_wait: float = 600.0
    stand_by: float = 5.0
    reconnect: float = 2.0
    patience: float = 6.0


def queue_connector(url: str, chosen: WorkerSettings) -> PsycopgConnector:
    """Return a worker's own connections to the queue, not yet open.

    Whoever froze in the middle of taking a job holds it no longer than the worker may be silent: until then nobody else
    could take it.
    """
    return PsycopgConnector(
        conninfo=conninfo(url),
        min_size=1,
        max_size=5,
        # The pool's own half a minute would make a worker without a database outlast its deadline to stop.
        timeout=chosen.patience,
        kwargs={"options": silence(chosen.silent_for)},
    )


class JobWorker:
    """Runs jobs, and makes the rounds. Any number of workers may run, in this process and others.

    `handlers` says what to do for each type of job; `rounds` are made by one worker of all. Jobs of a worker that has
    been silent for `silent_for` seconds are given to others.
    """

    def __init__(
        self,
        url: str,
        handlers: Mapping[type[Any], Handler],
        rounds: Sequence[Round] = (),
        settings: WorkerSettings | None = None,
    ) -> None:
        keep_arguments_out_of_logs()
        self._settings = chosen = settings or WorkerSettings()
        connector = queue_connector(url, chosen)
        self._app = App(connector=connector)
        self._app.job_manager = self._jobs = PatientJobManager(connector, self._restart)
        for job, handler in handlers.items():
            self._register(KINDS[job], handler)
        rescuing = Round(chosen.silent_for / 3, "rescue stalled jobs", self._rescue)
        self._rounds = Rounds(url, [rescuing, *rounds], stand_by=chosen.stand_by)
        self._stopping = asyncio.Event()
        self._worker: Worker | None = None

    async def run(self) -> None:
        """Work until `stop` is called, then finish what runs. Survives the database's absence."""
        making_rounds = asyncio.create_task(self._rounds.run(), name="rounds")
        try:
            while not self._stopping.is_set():
                try:
                    await self._work()
                except (ConnectorException, PoolTimeout) as error:
                    _log.warning("the worker lost the database", reason=str(error.__cause__ or error).strip())
                if not self._stopping.is_set():
                    await self._pause()
        finally:
            making_rounds.cancel()
            await asyncio.gather(making_rounds, return_exceptions=True)

    def stop(self) -> None:
        """Take no more jobs, and let `run` return when those that run are done. What outlasts the grace is put back.

        Without a database nothing can be put back; others rescue it later.
        """
        self._stopping.set()
        self._jobs.hurry()
        self._restart()

    async def _work(self) -> None:
        chosen = self._settings
        self._worker = Worker(
            self._app,
            queues=[QUEUE],
            concurrency=chosen.concurrency,
            fetch_job_polling_interval=chosen.poll,
            shutdown_graceful_timeout=chosen.grace,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=chosen.heartbeat,
            stalled_worker_timeout=chosen.silent_for,
            worker_middleware=[self._logged],
        )
        try:
            async with self._app.open_async():
                await self._worker.run()  # type: ignore[no-untyped-call]  # procrastinate leaves it so
        finally:
            self._worker = None

    def _restart(self) -> None:
        if self._worker is not None:
            self._worker.stop()  # type: ignore[no-untyped-call]  # procrastinate leaves it so

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self._settings.reconnect):
                await self._stopping.wait()
        except TimeoutError:
            return

    def _register(self, kind: Kind, handler: Handler) -> None:
        async def run(**arguments: Any) -> None:
            await handler(kind.read(arguments))

        chosen = self._settings
        waits = Backoff(chosen.attempts, timedelta(seconds=chosen.first_wait), timedelta(seconds=chosen.longest_wait))
        self._app.task(name=kind.name, queue=QUEUE, retry=waits)(run)

    async def _rescue(self) -> None:
        if self._worker is not None:
            await rescue(self._app, silent_for=self._settings.silent_for, attempts=self._settings.attempts)

    async def _logged(self, call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker) -> Any:  # noqa: ARG002  procrastinate's signature
        """Run one job with its name on every record that it writes, and tell how it ended."""
        job = context.job
        attempt = job.attempts + 1
        with (
            structlog.contextvars.bound_contextvars(job_id=job.id, task=job.task_name, attempt=attempt),
            span(f"job {job.task_name}", SpanKind.CONSUMER, job__attempt=attempt),
        ):
            try:
                result = await call_next()
            except asyncio.CancelledError:
                _log.info("the job was interrupted, and put back")
                raise
            except Exception as error:
                if job.attempts + 1 >= self._settings.attempts:
                    _log.error("the job failed for good", **told(error))
                else:
                    _log.warning("the job failed, and will be repeated", **told(error))
                raise
            _log.info("the job is done")
            return result
