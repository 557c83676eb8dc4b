"""A process that freezes within a transaction."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from creatorport.adapters.persistence.engine import make_engine
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.errors import StorageUnavailable

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
