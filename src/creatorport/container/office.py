"""What the operator's commands need: a part of the house, which is up in half the time and listens to nothing."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
from dependency_injector import containers, providers

from creatorport.adapters.persistence.seals import SqlSeals
from creatorport.adapters.settings.keys import key_source
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.tiktok.client import open_client
from creatorport.adapters.vault import KeySource
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.retention import PurgeReads
from creatorport.application.queries import Reads
from creatorport.application.webhooks.desk import WebhookDesk
from creatorport.container.starting import current_database, running_clock
from creatorport.container.storage import Storage
from creatorport.container.tiktok import TikTok
from creatorport.container.webhooks import Webhooks


class OfficeContainer(containers.DeclarativeContainer):
    """Storage, TikTok, and what is done about webhooks."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    database_url: providers.Dependency[str] = providers.Dependency()
    keys: providers.Dependency[KeySource] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    http: providers.Dependency[httpx.AsyncClient] = providers.Dependency()

    storage = providers.Container(Storage, settings=settings, database_url=database_url, keys=keys, clock=clock)
    tiktok = providers.Container(TikTok, settings=settings, http=http, engine=storage.engine, clock=clock)
    webhooks = providers.Container(Webhooks, settings=settings, storage=storage, tiktok=tiktok)


class RunningOffice:
    """An office that is wired and connected."""

    def __init__(self, container: OfficeContainer) -> None:
        self._container = container

    @property
    def seals(self) -> SqlSeals:
        seals: SqlSeals = self._container.storage.seals()
        return seals

    @property
    def purges(self) -> PurgeReads:
        reads: Reads = self._container.storage.reads()
        return reads.purges

    @property
    def webhooks(self) -> WebhookDesk:
        desk: WebhookDesk = self._container.webhooks.desk()
        return desk


@asynccontextmanager
async def open_office(settings: Settings) -> AsyncIterator[RunningOffice]:
    """Connect it, for as long as the context lasts. Raises SettingsError, StorageUnavailable."""
    keys = key_source(settings)
    async with AsyncExitStack() as stack:
        url = await current_database(settings, stack)
        http = await stack.enter_async_context(open_client(settings.tiktok_timeout))
        clock = await running_clock(settings, stack)
        container = OfficeContainer(settings=settings, database_url=url, keys=keys, http=http, clock=clock)
        stack.push_async_callback(container.storage.engine().dispose)
        yield RunningOffice(container)
