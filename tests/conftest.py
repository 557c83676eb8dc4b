import base64
import gc
import os
import ssl
import sys
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
import structlog
from _pytest.nodeid import coerce_node_id
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.persistence.engine import conninfo, make_engine
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.vault import SealedTokenVault, VaultKey
from tests.e2e.stage.copies import close_starter
from tests.postgres import empty_all_tables, temporary_database

pytest_plugins = ["tests.secrecy.plugin"]

# While tests are loaded and collected nearly nothing becomes garbage; it would be looked for thousands of times.
gc.disable()

# Dozens of processes are started here. Without compiled code each of them compiles everything that it imports, which
# takes twice as long as to run it; and beside the sources it would be in the way.
sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(__file__).parents[1] / "var" / "pycache")
os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # What takes long begins first; the many quick ones fill the gaps at the end.
    items.sort(key=lambda item: item.get_closest_marker("process") is None)
    for item in items:
        if "migrated_database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
        if config.getoption("loadgroup", False):
            _tell_group(item)


def pytest_configure(config: pytest.Config) -> None:
    # First in, last out: whoever else cleans up may still have programs to stop.
    config.add_cleanup(close_starter)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    try:
        return (yield)
    finally:
        # What is loaded by now stays: it need not be looked through again and again.
        gc.freeze()
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    yield
    # Of a group, one process has all tests, one after another.
    if _is_on_stage(item) and (nextitem is None or not _is_on_stage(nextitem)):
        from tests.e2e.stage.stage import close_shared_stage  # it listens for secrets, which begins as a plugin

        close_shared_stage(item.config)


def _is_on_stage(item: pytest.Item) -> bool:
    return item.nodeid.endswith("@gateway")


def _tell_group(item: pytest.Item) -> None:
    """Make xdist_group work: xdist 3.8 names groups in a field that pytest 9.2 does not read (pytest-xdist #1386)."""
    for mark in item.iter_markers("xdist_group"):
        if not item.nodeid.endswith(f"@{mark.args[0]}"):
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")


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


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database_url, name="tests")
    yield engine
    await engine.dispose()


@pytest.fixture
def vault() -> SealedTokenVault:
    return SealedTokenVault([VaultKey.parse("test:" + base64.b64encode(bytes(range(32))).decode())])


@pytest.fixture
def sql_units(database_url: str, engine: AsyncEngine, vault: SealedTokenVault) -> SqlUnitsOfWork:
    """Units of work on an empty PostgreSQL database."""
    return SqlUnitsOfWork(engine, vault, JobQueue(database_url))
