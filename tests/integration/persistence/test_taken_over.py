"""A worker that was silent for a while is taken for dead; then it comes to itself, in the middle of a job."""

import asyncio

import psycopg
from structlog.testing import capture_logs

from creatorport.adapters.jobs.worker import JobWorker, WorkerSettings
from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.ports.jobs import DriveEffect
from creatorport.domain.ids import EffectId, WorkspaceId

DRIVE = DriveEffect(WorkspaceId("lumen"), EffectId("effect-1"))
SETTINGS = WorkerSettings(poll=0.02, grace=5, stand_by=0.1, concurrency=1, first_wait=0.01)
TAKEN_OVER = "the job was taken over by another worker"


async def defer(units: SqlUnitsOfWork) -> None:
    async with units() as uow:
        await uow.jobs.defer(DRIVE)
        await uow.commit()


async def put_back(url: str) -> None:
    """Do what the rounds do about a worker that is silent."""
    await _execute(url, "UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1")


async def taken(url: str) -> None:
    """Let a worker elsewhere run the job that was put back."""
    await put_back(url)
    await _execute(url, "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")


async def states(url: str) -> list[tuple[str, int]]:
    async with await psycopg.AsyncConnection.connect(conninfo(url)) as connection:
        rows = await connection.execute("SELECT status::text, attempts FROM procrastinate_jobs")
        return [(state, attempts) for state, attempts in await rows.fetchall()]


async def run_once(url: str, meanwhile: object, *, fails: bool = False) -> list[str]:
    """Run the first job; `meanwhile` happens before its run ends. Return what was logged."""
    worker: JobWorker

    async def handle(job: DriveEffect) -> None:
        worker.stop()
        await meanwhile()  # type: ignore[operator]  # a coroutine function
        if fails:
            raise RuntimeError("as told")

    worker = JobWorker(url, {DriveEffect: handle}, settings=SETTINGS)
    with capture_logs() as logs:
        async with asyncio.timeout(10):
            await worker.run()
    return [entry["event"] for entry in logs]


async def test_what_it_asks_for_next_is_not_lost_with_the_job_it_ends(
    database_url: str, sql_units: SqlUnitsOfWork
) -> None:
    await defer(sql_units)

    async def meanwhile() -> None:
        await put_back(database_url)
        await defer(sql_units)  # what the run asks for is the job that waits already

    assert TAKEN_OVER in await run_once(database_url, meanwhile)
    assert await states(database_url) == [("todo", 1)]


async def test_it_does_not_end_the_run_of_another(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    await defer(sql_units)
    assert TAKEN_OVER in await run_once(database_url, lambda: taken(database_url))
    assert await states(database_url) == [("doing", 1)]


async def test_it_does_not_put_back_the_run_of_another(database_url: str, sql_units: SqlUnitsOfWork) -> None:
    await defer(sql_units)
    assert TAKEN_OVER in await run_once(database_url, lambda: taken(database_url), fails=True)
    assert await states(database_url) == [("doing", 1)]


async def _execute(url: str, statement: str) -> None:
    async with await psycopg.AsyncConnection.connect(conninfo(url), autocommit=True) as connection:
        await connection.execute(statement.encode())
