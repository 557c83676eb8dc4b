"""A process that freezes within a transaction."""

import asyncio

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from creatorport.adapters.jobs.worker import WorkerSettings, queue_connector
from creatorport.adapters.persistence.engine import conninfo, make_engine
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.ports.jobs import DriveEffect
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.ids import EffectId, WorkspaceId

LOCK = text("SELECT pg_advisory_xact_lock(20261120)")


async def test_a_silent_transaction_is_undone_and_its_locks_are_free(database_url: str) -> None:
    frozen, other = make_engine(database_url, silent_for=0.2), make_engine(database_url)
    try:
        async with AsyncSession(frozen) as session:
            transaction = Transaction(session)
            await transaction.execute(LOCK)
            async with asyncio.timeout(10), other.begin() as connection:
                await connection.execute(LOCK)
            with pytest.raises(StorageUnavailable):
                await transaction.execute(text("SELECT 1"))
    finally:
        await frozen.dispose()
        await other.dispose()


async def test_a_worker_that_freezes_while_it_takes_a_job_holds_it_as_long_as_it_may_be_silent(
    database_url: str, sql_units: SqlUnitsOfWork
) -> None:
    async with sql_units() as uow:
        await uow.jobs.defer(DriveEffect(WorkspaceId("lumen"), EffectId("effect-1")))
        await uow.commit()
    take = "SELECT id FROM procrastinate_jobs WHERE status = 'todo' FOR UPDATE"
    frozen = queue_connector(database_url, WorkerSettings(silent_for=0.2))
    await frozen.open_async()
    holding = await frozen.pool.getconn()
    assert await (await holding.execute(take)).fetchall() != []
    async with asyncio.timeout(10), await psycopg.AsyncConnection.connect(conninfo(database_url)) as other:
        assert await (await other.execute(take)).fetchall() != []
    with pytest.raises(psycopg.Error):
        await holding.execute("SELECT 1")
    await frozen.pool.putconn(holding)
    await frozen.close_async()


async def test_an_engine_may_have_a_name_with_spaces(database_url: str) -> None:
    engine = make_engine(database_url, name="creatorport -c tests")
    try:
        async with engine.connect() as connection:
            told = await connection.execute(text("SELECT current_setting('application_name')"))
            assert told.scalar_one() == "creatorport -c tests"
            zone = await connection.execute(text("SELECT current_setting('timezone')"))
            assert zone.scalar_one() == "UTC"
    finally:
        await engine.dispose()
