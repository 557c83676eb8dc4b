import asyncio
import signal
import sys

import psycopg
import pytest

from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.leases import PostgresLeases, advisory_key

CHILD = """
import asyncio, sys
from creatorport.adapters.persistence.leases import PostgresLeases

async def main():
    async with PostgresLeases(sys.argv[1]).hold("account/1"):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.process
async def test_a_lease_ends_with_the_process_that_was_killed(database_url: str) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, database_url, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"held\n"
    leases = PostgresLeases(database_url)

    async def take() -> None:
        async with leases.hold("account/1"):
            pass

    waiting = asyncio.create_task(take())
    await asyncio.wait([waiting], timeout=0.1)
    assert not waiting.done()
    child.kill()
    assert await child.wait() == -signal.SIGKILL
    async with asyncio.timeout(10):
        await waiting


async def test_a_crowd_of_one_process_costs_one_connection(database_url: str) -> None:
    leases = PostgresLeases(database_url)
    async with leases.hold("account/1"):
        crowd = [asyncio.create_task(_take(leases)) for _ in range(100)]
        await asyncio.sleep(0)
        async with await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as connection:
            found = await connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = 'creatorport lease'"
            )
            row = await found.fetchone()
        assert row == (1,)
    async with asyncio.timeout(20):
        await asyncio.gather(*crowd)
    assert not leases._queues


def test_names_become_numbers_of_64_bits_that_stay_the_same() -> None:
    assert advisory_key("account/1") == advisory_key("account/1")
    assert advisory_key("account/1") != advisory_key("account/2")
    assert all(-(2**63) <= advisory_key(str(number)) < 2**63 for number in range(100))


async def _take(leases: PostgresLeases) -> None:
    async with leases.hold("account/1"):
        pass
