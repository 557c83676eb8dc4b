"""How a process comes up and goes down: what is connected, in which order, and how it is let go."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import structlog
from sqlalchemy import text
from starlette.types import ASGIApp

from creatorport.adapters.http.health import Check
from creatorport.adapters.jobs.worker import JobWorker
from creatorport.adapters.persistence.embedded import EmbeddedPostgres
from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.schema import migrate, schema_is_current
from creatorport.adapters.persistence.seals import SqlSeals
from creatorport.adapters.settings.keys import key_source
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.simulated_clock import SimulatedClock
from creatorport.adapters.system import SystemClock
from creatorport.adapters.webhooks.lag import WebhookLag
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.retention import PurgeReads
from creatorport.application.queries import Reads
from creatorport.application.use_cases.check_readiness import CheckReadiness
from creatorport.application.webhooks.desk import WebhookDesk
from creatorport.container.gateway import GatewayContainer
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.readiness import Readiness

_log = structlog.get_logger(__name__)


class RunningGateway:
    """A gateway that is wired and connected."""

    def __init__(self, container: GatewayContainer, database_url: str) -> None:
        self._container = container
        self._database_url = database_url
        self._working: asyncio.Task[None] | None = None

    @property
    def app(self) -> ASGIApp:
        app: ASGIApp = self._container.web.app()
        return app

    async def readiness(self) -> Readiness:
        check: CheckReadiness = self._container.check_readiness()
        return await check.examine()

    @property
    def seals(self) -> SqlSeals:
        seals: SqlSeals = self._container.storage.seals()
        return seals

    @property
    def purges(self) -> PurgeReads:
        reads: Reads = self._container.storage.reads()
        return reads.purges

    @property
    def checks(self) -> dict[str, Check]:
        return {
            "database": self._database,
            "schema": self._schema,
            "live": self._live,
            "worker": self._worker,
            "webhooks": self._webhooks,
        }

    @property
    def webhooks(self) -> WebhookDesk:
        desk: WebhookDesk = self._container.webhooks.desk()
        return desk

    async def drain(self) -> None:
        await self._container.web.transports().drain()

    async def work(self) -> None:
        worker: JobWorker = self._container.work.worker()
        running = asyncio.create_task(worker.run())
        try:
            await asyncio.shield(running)
        except asyncio.CancelledError:
            worker.stop()
            await running
            raise

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work off jobs inside the block."""
        self._working = asyncio.create_task(self.work(), name="worker")
        try:
            yield
        finally:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)

    async def _database(self) -> str | None:
        try:
            with translated():
                async with self._container.storage.engine().connect() as connection:
                    await connection.execute(text("SELECT 1"))
        except StorageUnavailable as error:
            return str(error)
        return None

    async def _schema(self) -> str | None:
        try:
            current = await asyncio.to_thread(schema_is_current, self._database_url)
        except StorageUnavailable as error:
            return str(error)
        return None if current else "the database's schema is not current; run `creatorport migrate`"

    async def _live(self) -> str | None:
        return None if self._container.storage.feed().is_connected else "not listening for live events; reconnecting"

    async def _worker(self) -> str | None:
        if self._working is not None and self._working.done():
            return "the worker has stopped; restart this process and look at its log"
        return None

    async def _webhooks(self) -> str | None:
        lag: WebhookLag = self._container.storage.webhook_lag()
        return await lag.check()


class GatewayComposition:
    """Makes gateways from settings."""

    @property
    def sdl(self) -> Callable[[], str]:
        from creatorport.graphql.schema import sdl  # noqa: PLC0415  assembling the schema is for those who serve it

        return sdl

    async def migrate(self, settings: Settings) -> str:
        async with AsyncExitStack() as stack:
            url = await _database(settings, stack)
            await asyncio.to_thread(migrate, url)
        return "The database's schema is current."

    @asynccontextmanager
    async def gateway(self, settings: Settings, *, worker: bool) -> AsyncIterator[RunningGateway]:
        """Raises SettingsError, StorageUnavailable."""
        keys = key_source(settings)
        async with AsyncExitStack() as stack:
            url = await _database(settings, stack)
            if settings.database_url is None:
                await asyncio.to_thread(migrate, url)
            elif not await asyncio.to_thread(schema_is_current, url):
                raise StorageUnavailable("The database's schema is not current.", remedy="Run `creatorport migrate`.")
            http = await stack.enter_async_context(httpx.AsyncClient(timeout=settings.tiktok_timeout))
            container = GatewayContainer(
                settings=settings, database_url=url, keys=keys, http=http, clock=await _clock(settings, stack)
            )
            stack.push_async_callback(container.storage.engine().dispose)
            await stack.enter_async_context(container.storage.feed().listening())
            await stack.enter_async_context(container.storage.attention().writing())
            running = RunningGateway(container, url)
            container.checks.override(running.checks)
            if worker:
                await stack.enter_async_context(running.working())
            yield running


async def _database(settings: Settings, stack: AsyncExitStack) -> str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    embedded = EmbeddedPostgres(settings.data_dir / "postgres")
    url = await asyncio.to_thread(embedded.start)
    stack.callback(embedded.stop)
    _log.info("embedded PostgreSQL is up", folder=str(embedded.folder))
    return url


async def _clock(settings: Settings, stack: AsyncExitStack) -> Clock:
    if settings.clock_url is None:
        return SystemClock()
    simulated = SimulatedClock(settings.clock_url)
    await stack.enter_async_context(simulated.running())
    return simulated
