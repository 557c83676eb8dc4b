"""What all tests stand on: how they are tried, and their databases."""

import base64
import os
import ssl
from collections.abc import AsyncIterator, Iterator

import httpx
import psycopg
import pytest
import structlog
from hypothesis import settings
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.persistence.engine import conninfo, make_engine
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.vault import SealedTokenVault, VaultKey
from tests.postgres import empty_all_tables, temporary_database

# A busy machine is slow, which proves nothing. Where a run decides what lands it tries the same examples each time; new
# ones are looked for wherever people work.
settings.register_profile("here", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Each client reads the machine's certificates, which takes longer than most tests; hardly anything here speaks TLS.
_context = httpx.create_ssl_context()
httpx._transports.default.create_ssl_context = (  # type: ignore[attr-defined]  # has no public place
    lambda verify=True, **_: verify if isinstance(verify, ssl.SSLContext) else _context
)

# Where nothing is configured, structlog shows each error with all variables of each frame: seconds for one of ours.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.fixture(scope="session")
def migrated_database() -> Iterator[tuple[str, psycopg.Connection]]:
    """This process's database and a connection to empty it by."""
    with temporary_database() as url, psycopg.connect(conninfo(url), autocommit=True) as connection:
        yield url, connection


@pytest.fixture
def database_url(migrated_database: tuple[str, psycopg.Connection]) -> str:
    """The URL of a migrated PostgreSQL database without any row."""
    url, connection = migrated_database
    empty_all_tables(connection)
    return url


@pytest.fixture(scope="session")
def compiling_engine(migrated_database: tuple[str, psycopg.Connection]) -> AsyncEngine:
    """What all engines of this process compile with: each statement once, not once for each test."""
    return make_engine(migrated_database[0], name="tests")


@pytest.fixture
async def engine(database_url: str, compiling_engine: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """An engine on the empty database, whose connections end with the test."""
    assert compiling_engine.url.database == make_url(database_url).database
    engine = compiling_engine.execution_options()
    yield engine
    await engine.dispose()


@pytest.fixture
def vault() -> SealedTokenVault:
    return SealedTokenVault([VaultKey.parse("test:" + base64.b64encode(bytes(range(32))).decode())])


@pytest.fixture
def sql_units(database_url: str, engine: AsyncEngine, vault: SealedTokenVault) -> SqlUnitsOfWork:
    """Units of work on an empty PostgreSQL database."""
    return SqlUnitsOfWork(engine, vault, JobQueue(database_url))
