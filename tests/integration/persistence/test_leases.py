import asyncio
import signal
import sys

import psycopg
import pytest
from structlog.testing import capture_logs

from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.leases import PostgresLeases, advisory_key

CHILD = """
import asyncio, sys
from creatorport.adapters.persistence.leases import PostgresLeases

async def main():
    async with PostgresLeases(sys.argv[1], silent_for=0.5).hold("account/1"):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.process
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_lease_ends_with_a_process_that_was_killed_or_frozen(database_url: str, number: signal.Signals) -> None:
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
    child.send_signal(number)
    async with asyncio.timeout(20):
        await waiting
    if number is signal.SIGSTOP:
        child.kill()
    assert await child.wait() == -signal.SIGKILL


async def test_a_holder_that_lives_keeps_its_lease_for_longer_than_silence_is_borne(database_url: str) -> None:
    key = advisory_key("account/1")
    async with (
        PostgresLeases(database_url, silent_for=0.2).hold("account/1"),
        await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as other,
    ):
        await asyncio.sleep(0.7)  # the server's own clock measures the silence
        assert await (await other.execute("SELECT pg_try_advisory_lock(%s)", [key])).fetchone() == (False,)


async def test_a_lease_that_was_lost_does_not_undo_the_work_that_it_was_held_for(database_url: str) -> None:
    done = False
    with capture_logs() as logs:
        async with PostgresLeases(database_url, silent_for=0.5).hold("account/1"):
            async with await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as other:
                await other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND application_name = 'creatorport lease'"
                )
            async with asyncio.timeout(10):
                while not logs:  # noqa: ASYNC110  a log has no event to wait for
                    await asyncio.sleep(0.02)
            done = True
    assert done
    assert [(line["event"], line["lease"]) for line in logs] == [("a lease was lost before its end", "account/1")]


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
