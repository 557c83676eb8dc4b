import asyncio
import logging
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
import structlog
from structlog.testing import capture_logs

from creatorport.adapters.jobs.rounds import Round
from creatorport.adapters.jobs.worker import JobWorker, WorkerSettings
from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.ports.jobs import CaptureCampaign, DriveEffect, Job, ProcessDelivery, RevokeGrant
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.ids import AccountId, CampaignId, EffectId, WorkspaceId

LUMEN = WorkspaceId("lumen")
DRIVE = DriveEffect(LUMEN, EffectId("effect-1"))
CAPTURE = CaptureCampaign(LUMEN, CampaignId("campaign-1"))
QUICK = WorkerSettings(
    poll=0.05,
    heartbeat=0.1,
    silent_for=0.6,
    grace=5,
    attempts=3,
    first_wait=0.02,
    longest_wait=0.1,
    stand_by=0.1,
    reconnect=0.05,
)


@asynccontextmanager
async def working(worker: JobWorker) -> AsyncIterator[None]:
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop()
        async with asyncio.timeout(20):
            await running


async def defer(units: SqlUnitsOfWork, *jobs: Job, after: timedelta | None = None) -> None:
    async with units() as uow:
        for job in jobs:
            await uow.jobs.defer(job, after=after)
        await uow.commit()


async def states(url: str) -> list[tuple[str, str, int]]:
    """Return name, state and number of runs of each job that is in the queue."""
    async with await psycopg.AsyncConnection.connect(conninfo(url)) as connection:
        rows = await connection.execute("SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY id")
        return [(name, state, attempts) for name, state, attempts in await rows.fetchall()]


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110  what is waited for is in the database
            await asyncio.sleep(0.02)


async def holds(condition: Callable[[], bool]) -> bool:
    return condition()


class Notes:
    """A handler that notes what it was given, and fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.jobs: list[Job] = []
        self.failures = failures

    async def __call__(self, job: Job) -> None:
        self.jobs.append(job)
        if len(self.jobs) <= self.failures:
            raise RuntimeError("as told")

    async def count(self, many: int) -> None:
        async def reached() -> bool:
            return len(self.jobs) >= many

        await until(reached)

    async def different(self, many: int) -> None:
        """Wait for so many different jobs: one whose end could not be written down is rightly run twice."""

        async def reached() -> bool:
            return len({repr(job) for job in self.jobs}) >= many

        await until(reached)


async def test_a_job_is_run_after_its_commit_and_leaves_the_queue(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    notes = Notes()
    async with working(JobWorker(database_url, {DriveEffect: notes}, settings=QUICK)):
        await defer(sql_units, DRIVE)
        await notes.count(1)
    assert notes.jobs == [DRIVE]
    assert await states(database_url) == []


async def test_a_job_that_raises_is_repeated_until_it_succeeds(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    notes = Notes(failures=2)
    await defer(sql_units, DRIVE)
    async with working(JobWorker(database_url, {DriveEffect: notes}, settings=QUICK)):
        await notes.count(3)
    assert await states(database_url) == []


async def test_a_job_that_raises_every_time_fails_for_good_and_is_logged(
    database_url: str, sql_units: SqlUnitsOfWork
) -> None:
    notes = Notes(failures=99)
    await defer(sql_units, DRIVE)
    with capture_logs() as logs:
        async with working(JobWorker(database_url, {DriveEffect: notes}, settings=QUICK)):

            async def failed() -> bool:
                return await states(database_url) == [("drive_effect", "failed", 3)]

            await until(failed)
    assert len(notes.jobs) == 3
    assert [(entry["event"], entry["log_level"]) for entry in logs if "job" in entry["event"]] == [
        ("the job failed, and will be repeated", "warning"),
        ("the job failed, and will be repeated", "warning"),
        ("the job failed for good", "error"),
    ]


async def test_a_run_writes_its_job_and_task_on_every_record(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    seen: list[dict[str, Any]] = []

    async def handle(job: Job) -> None:
        seen.append(structlog.contextvars.get_contextvars())

    await defer(sql_units, DRIVE)
    async with working(JobWorker(database_url, {DriveEffect: handle}, settings=QUICK)):

        async def ran() -> bool:
            return bool(seen)

        await until(ran)
    assert seen[0]["task"] == "drive_effect"
    assert seen[0]["attempt"] == 1
    assert isinstance(seen[0]["job_id"], int)


async def test_no_argument_of_a_job_is_ever_logged(
    database_url: str, sql_units: SqlUnitsOfWork, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    notes = Notes(failures=99)
    async with working(JobWorker(database_url, {RevokeGrant: notes}, settings=QUICK)):
        await defer(sql_units, RevokeGrant(LUMEN, AccountId("account-1"), "v1.key.canary-of-a-token"))

        async def failed() -> bool:
            return [state for _, state, _ in await states(database_url)] == ["failed"]

        await until(failed)
    assert any(record.name.startswith("procrastinate") for record in caplog.records)
    assert not [record for record in caplog.records if "canary" in record.getMessage() + str(record.__dict__)]


async def test_two_jobs_of_one_effect_never_run_at_once(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    running = most = runs = 0

    async def handle(job: DriveEffect) -> None:
        nonlocal running, most, runs
        running += 1
        most = max(most, running)
        await defer(sql_units, DRIVE) if runs < 4 else None
        await asyncio.sleep(0.05)
        running -= 1
        runs += 1

    await defer(sql_units, DRIVE)
    first, second = (JobWorker(database_url, {DriveEffect: handle}, settings=QUICK) for _ in range(2))
    async with working(first), working(second):

        async def done() -> bool:
            return runs >= 5

        await until(done)
    assert most == 1


async def test_a_job_for_now_is_not_held_up_by_one_for_later_with_the_same_lock(
    database_url: str, sql_units: SqlUnitsOfWork
) -> None:
    later = RevokeGrant(LUMEN, AccountId("account-1"), "v1.k.later")
    now = RevokeGrant(LUMEN, AccountId("account-1"), "v1.k.now")
    notes = Notes()
    await defer(sql_units, later, after=timedelta(hours=1))
    await defer(sql_units, now)
    async with working(JobWorker(database_url, {RevokeGrant: notes}, settings=QUICK)):
        await notes.count(1)
    assert notes.jobs == [now]
    assert await states(database_url) == [("revoke_grant", "todo", 0)]


async def test_a_failed_run_gives_way_to_a_job_that_waits_by_then(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    runs = 0

    async def handle(job: CaptureCampaign) -> None:
        nonlocal runs
        runs += 1
        if runs == 1:
            await defer(sql_units, CAPTURE)
            raise RuntimeError("as told")

    await defer(sql_units, CAPTURE)
    async with working(JobWorker(database_url, {CaptureCampaign: handle}, settings=QUICK)):

        async def empty() -> bool:
            return runs == 2 and await states(database_url) == []

        await until(empty)


async def test_a_stopping_worker_finishes_what_it_runs(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    begun, finished = asyncio.Event(), asyncio.Event()

    async def handle(job: DriveEffect) -> None:
        begun.set()
        await asyncio.sleep(0.3)
        finished.set()

    await defer(sql_units, DRIVE)
    async with working(JobWorker(database_url, {DriveEffect: handle}, settings=QUICK)):
        await begun.wait()
    assert finished.is_set()
    assert await states(database_url) == []


async def test_what_outlasts_the_grace_is_put_back_for_the_next_worker(
    database_url: str, sql_units: SqlUnitsOfWork
) -> None:
    begun = asyncio.Event()

    async def hang(job: DriveEffect) -> None:
        begun.set()
        await asyncio.Event().wait()

    hasty = WorkerSettings(poll=0.05, grace=0.1, attempts=1, stand_by=0.1)
    await defer(sql_units, DRIVE)
    async with working(JobWorker(database_url, {DriveEffect: hang}, settings=hasty)):
        await begun.wait()
    assert [(name, state) for name, state, _ in await states(database_url)] == [("drive_effect", "todo")]
    notes = Notes()
    async with working(JobWorker(database_url, {DriveEffect: notes}, settings=QUICK)):
        await notes.count(1)


async def test_a_worker_survives_the_loss_of_all_its_connections(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    notes = Notes()
    async with working(JobWorker(database_url, {ProcessDelivery: notes}, settings=QUICK)):
        for number in range(3):
            async with await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as connection:
                await connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    " AND application_name NOT LIKE '%tests%' AND backend_type = 'client backend'"
                    " AND query NOT LIKE '%session_replication_role%'"
                )
            await defer(sql_units, ProcessDelivery(f"delivery-{number}"))
            await notes.different(number + 1)
    assert [job for job in notes.jobs if isinstance(job, ProcessDelivery)] == notes.jobs
    assert {job.delivery_id for job in notes.jobs if isinstance(job, ProcessDelivery)} == {
        "delivery-0",
        "delivery-1",
        "delivery-2",
    }


CHILD = """
import asyncio, sys
from creatorport.adapters.jobs.worker import JobWorker, WorkerSettings
from creatorport.application.ports.jobs import DriveEffect

async def hang(job):
    print("begun", flush=True)
    await asyncio.Event().wait()

asyncio.run(JobWorker(sys.argv[1], {DriveEffect: hang}, settings=WorkerSettings(poll=0.05, heartbeat=0.1)).run())
"""


@pytest.mark.process
async def test_the_job_of_a_killed_worker_is_given_to_another(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    await defer(sql_units, DRIVE)
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, database_url, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert await child.stdout.readline() == b"begun\n"
    child.kill()
    assert await child.wait() == -signal.SIGKILL
    assert await states(database_url) == [("drive_effect", "doing", 0)]
    notes = Notes()
    async with working(JobWorker(database_url, {DriveEffect: notes}, settings=QUICK)):
        await notes.count(1)
    assert notes.jobs == [DRIVE]


async def test_a_job_whose_workers_all_die_fails_in_the_end(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    await defer(sql_units, DRIVE)
    async with await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as connection:
        await connection.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 2")
    with capture_logs() as logs:
        async with working(JobWorker(database_url, {DriveEffect: Notes()}, settings=QUICK)):

            async def failed() -> bool:
                return await states(database_url) == [("drive_effect", "failed", 3)]

            await until(failed)
    assert "the job failed: its worker died each time" in [entry["event"] for entry in logs]


async def test_rounds_are_made_by_one_worker_and_taken_over_when_it_stops(database_url: str) -> None:
    made: list[str] = []

    def make(name: str) -> Round:
        async def note() -> None:
            made.append(name)

        return Round(0.02, "note", note)

    first, second = (JobWorker(database_url, {}, [make(name)], QUICK) for name in ("first", "second"))
    async with working(first):
        await until(lambda: holds(lambda: len(made) >= 3))
        async with working(second):
            before = len(made)
            await until(lambda: holds(lambda: len(made) >= before + 5))
            assert set(made) == {"first"}
            first.stop()
            await until(lambda: holds(lambda: made[-1] == "second"))


@pytest.mark.parametrize(
    ("error", "told"), [(RuntimeError("as told"), "exc_info"), (StorageUnavailable("It is away."), "reason")]
)
async def test_a_round_that_raises_is_logged_and_made_again(database_url: str, error: Exception, told: str) -> None:
    made = 0

    async def fail() -> None:
        nonlocal made
        made += 1
        raise error

    with capture_logs() as logs:
        async with working(JobWorker(database_url, {}, [Round(0.02, "fail", fail)], QUICK)):

            async def twice() -> bool:
                return made >= 2

            await until(twice)
    failed = [entry for entry in logs if entry["event"] == "a round failed"]
    assert {entry["round"] for entry in failed} == {"fail"}
    assert {key for entry in failed for key in ("exc_info", "reason") if key in entry} == {told}
