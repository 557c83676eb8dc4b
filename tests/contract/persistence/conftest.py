"""Every test of this folder runs against the fakes, and against PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.jobs.kinds import KINDS
from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.live.feed import PostgresEventFeed
from creatorport.adapters.live.retention import trim
from creatorport.adapters.persistence.attention import SqlAttention
from creatorport.adapters.persistence.engine import make_engine
from creatorport.adapters.persistence.leases import PostgresLeases
from creatorport.adapters.persistence.reads.deliveries import SqlInboxWatch
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.vault import SealedTokenVault
from creatorport.application.ports.attention import Attention
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.event_log import EventFeed
from creatorport.application.ports.inbox import InboxWatch
from creatorport.application.ports.jobs import Job
from creatorport.application.ports.leases import Leases
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.queries import Reads
from tests.contract.persistence.specimens import LUMEN, UMBRA
from tests.contract.persistence.world import fill
from tests.fakes.attention import InMemoryAttention
from tests.fakes.feed import InMemoryEventFeed
from tests.fakes.inbox import InMemoryInboxWatch
from tests.fakes.leases import InMemoryLeases
from tests.fakes.reads import reads_in_memory
from tests.fakes.units_of_work import InMemoryUnitsOfWork
from tests.sql_reads import sql_reads


@dataclass(frozen=True, slots=True)
class Backend:
    """The ports of one storage, and ways to look behind them."""

    units: UnitsOfWork
    feed: EventFeed
    leases: Leases
    reads: Reads
    watch: InboxWatch
    waiting: Callable[[], Awaitable[Sequence[tuple[Job, timedelta]]]]
    trim: Callable[[str | None, int], Awaitable[int]]
    attention: Callable[[Clock], Attention]


@cache
def engine_of_all_tests(url: str) -> AsyncEngine:
    """Statements are compiled once for each engine, which takes long; connections are each test's own."""
    return make_engine(url, name="contract")


@pytest.fixture(params=["fake", "postgres"])
async def backend(request: pytest.FixtureRequest, vault: SealedTokenVault) -> AsyncIterator[Backend]:
    if request.param == "fake":
        yield _fake()
        return
    url: str = request.getfixturevalue("database_url")
    engine = engine_of_all_tests(url)
    feed = PostgresEventFeed(engine, url)
    async with feed.listening():
        yield Backend(
            units=SqlUnitsOfWork(engine, vault, JobQueue(url)),
            feed=feed,
            leases=PostgresLeases(url),
            reads=sql_reads(engine, vault),
            watch=SqlInboxWatch(engine),
            waiting=lambda: _waiting(engine),
            trim=lambda stream, keep: trim(engine, keep_newest=keep, older_than=timedelta(0), stream=stream),
            attention=lambda clock: SqlAttention(engine, clock),
        )
    await engine.dispose()


@pytest.fixture
def units(backend: Backend) -> UnitsOfWork:
    return backend.units


@pytest.fixture
async def reads(backend: Backend) -> Reads:
    """A small world twice over: in one workspace, and the same ids in another."""
    for workspace in (LUMEN, UMBRA):
        await fill(backend.units, workspace)
    return backend.reads


def _fake() -> Backend:
    units = InMemoryUnitsOfWork()

    async def waiting() -> Sequence[tuple[Job, timedelta]]:
        return [(one.job, one.after or timedelta(0)) for one in units.storage.jobs]

    async def drop(stream: str | None, keep: int) -> int:
        return units.storage.trim(stream, keep_newest=keep, older_than=datetime.max.replace(tzinfo=UTC))

    reads = reads_in_memory(units.storage)
    return Backend(
        units,
        InMemoryEventFeed(units.storage),
        InMemoryLeases(),
        reads,
        InMemoryInboxWatch(units.storage),
        waiting,
        drop,
        lambda clock: InMemoryAttention(units.storage, clock),
    )


def _sql_reads(engine: AsyncEngine) -> Reads:
    return sql_reads(engine)


async def _waiting(engine: AsyncEngine) -> Sequence[tuple[Job, timedelta]]:
    by_name = {kind.name: kind for kind in KINDS.values()}
    statement = text("SELECT task_name, args, scheduled_at FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
    async with engine.connect() as connection:
        rows = (await connection.execute(statement)).all()
    now = datetime.now(UTC)
    return [
        (by_name[row.task_name].read(row.args), row.scheduled_at - now if row.scheduled_at else timedelta(0))
        for row in rows
    ]
