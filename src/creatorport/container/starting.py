"""What every process begins with: a database that is up to date, and the time."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

import structlog

from creatorport.adapters.persistence.embedded import EmbeddedPostgres
from creatorport.adapters.persistence.revival import Revival
from creatorport.adapters.persistence.schema import migrate, schema_is_current
from creatorport.adapters.settings.database import place_of
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.simulated_clock import SimulatedClock
from creatorport.adapters.system import SystemClock
from creatorport.application.ports.clock import Clock
from creatorport.domain.errors import StorageUnavailable

_log = structlog.get_logger(__name__)


async def up_to_date(settings: Settings) -> str:
    """Migrate the database, and say so. Raises StorageUnavailable."""
    async with AsyncExitStack() as stack:
        url = await _database(settings, stack)
        with _told_where(settings):
            await asyncio.to_thread(migrate, url)
    return "The database's schema is current."


async def current_database(settings: Settings, stack: AsyncExitStack) -> str:
    """Return the URL of a database with the newest schema; ours is brought there. Raises StorageUnavailable."""
    url = await _database(settings, stack)
    if settings.database_url is None:
        await asyncio.to_thread(migrate, url)
        return url
    with _told_where(settings):
        if not await asyncio.to_thread(schema_is_current, url):
            raise StorageUnavailable("The database's schema is not current.", remedy="Run `creatorport migrate`.")
    return url


def remedy_without_database(settings: Settings) -> str:
    """Return what helps when the database of a running gateway is away. Whoever may ask reads it: it names no place."""
    if settings.database_url is not None:
        return "see whether PostgreSQL runs where DATABASE_URL says, and lets us in: we connect again by ourselves"
    return "the embedded server is started again; if it stays away, see our log, and postgres/data/log in our folder"


async def running_clock(settings: Settings, stack: AsyncExitStack) -> Clock:
    """Return the clock to live by."""
    if settings.clock_url is None:
        return SystemClock()
    simulated = SimulatedClock(settings.clock_url)
    await stack.enter_async_context(simulated.running())
    return simulated


@contextmanager
def _told_where(settings: Settings) -> Iterator[None]:
    """Tell the operator which database does not answer: its place, never who asks there with which password."""
    try:
        yield
    except StorageUnavailable as error:
        if error.remedy is not None or settings.database_url is None:
            raise
        place = place_of(settings.database_url.get_secret_value())
        remedy = "Check DATABASE_URL: whether PostgreSQL runs there, has the database, and lets the user in."
        raise StorageUnavailable(f"The database at {place} does not answer.", remedy=remedy) from error


async def _database(settings: Settings, stack: AsyncExitStack) -> str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    embedded = EmbeddedPostgres(settings.data_dir / "postgres")
    url = await asyncio.to_thread(embedded.start)
    stack.callback(embedded.stop)
    _log.info("embedded PostgreSQL is up", folder=str(embedded.folder))
    await stack.enter_async_context(Revival(embedded, url).watching())
    return url
