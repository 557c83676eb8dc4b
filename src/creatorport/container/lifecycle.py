"""How a process comes up and goes down: what is connected, in which order, and how it is let go."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from sqlalchemy import text
from starlette.types import ASGIApp

from creatorport.adapters.http.health import Check
from creatorport.adapters.identity.jwks import JwksUrl
from creatorport.adapters.jobs.worker import JobWorker
from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.schema import schema_is_current
from creatorport.adapters.settings.keys import key_source
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.tiktok.client import open_client
from creatorport.adapters.webhooks.lag import WebhookLag
from creatorport.application.use_cases.check_readiness import CheckReadiness
from creatorport.container.gateway import GatewayContainer
from creatorport.container.office import RunningOffice, open_office
from creatorport.container.starting import current_database, remedy_without_database, running_clock, up_to_date
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.readiness import Readiness


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
    def checks(self) -> dict[str, Check]:
        return {
            "database": self._on_database(self._database),
            "schema": self._on_database(self._schema),
            "live": self._live,
            "worker": self._worker,
            "webhooks": self._on_database(self._webhooks),
            **self._issuer_check(),
        }

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
        with translated():
            async with self._container.storage.engine().connect() as connection:
                await connection.execute(text("SELECT 1"))
        return None

    async def _schema(self) -> str | None:
        current = await asyncio.to_thread(schema_is_current, self._database_url)
        return None if current else "the database's schema is not current; run `creatorport migrate`"

    def _on_database(self, check: Check) -> Check:
        """Return the same check, which tells that the database is away, and what helps."""

        async def examined() -> str | None:
            try:
                return await check()
            except StorageUnavailable as error:
                remedy = error.remedy or remedy_without_database(self._container.settings())
                return f"{error.message.rstrip('.')}; {remedy}"

        return examined

    async def _live(self) -> str | None:
        return None if self._container.storage.feed().is_connected else "not listening for live events; reconnecting"

    async def _worker(self) -> str | None:
        if self._working is not None and self._working.done():
            return "the worker has stopped; restart this process and look at its log"
        return None

    def _issuer_check(self) -> dict[str, Check]:
        issuer: JwksUrl | None = self._container.web.issuer()
        return {} if issuer is None else {"issuer": issuer.check}

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
        return await up_to_date(settings)

    def office(self, settings: Settings) -> AbstractAsyncContextManager[RunningOffice]:
        """Raises SettingsError, StorageUnavailable."""
        return open_office(settings)

    @asynccontextmanager
    async def gateway(self, settings: Settings, *, worker: bool) -> AsyncIterator[RunningGateway]:
        """Raises SettingsError, StorageUnavailable."""
        keys = key_source(settings)
        async with AsyncExitStack() as stack:
            url = await current_database(settings, stack)
            http = await stack.enter_async_context(open_client(settings.tiktok_timeout))
            container = GatewayContainer(
                settings=settings, database_url=url, keys=keys, http=http, clock=await running_clock(settings, stack)
            )
            stack.push_async_callback(container.storage.engine().dispose)
            await stack.enter_async_context(container.storage.feed().listening())
            await stack.enter_async_context(container.storage.attention().writing())
            running = RunningGateway(container, url)
            container.checks.override(running.checks)
            if worker:
                await stack.enter_async_context(running.working())
            yield running
