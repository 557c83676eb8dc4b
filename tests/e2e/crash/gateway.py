"""A gateway of our own for these tests: the real parts, worked off by the real command, but mortal."""

import asyncio
import os
import signal
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
from dependency_injector import providers

from creatorport.adapters.cli import serving
from creatorport.adapters.jobs.worker import JobWorker, WorkerSettings
from creatorport.adapters.persistence.engine import make_engine
from creatorport.adapters.settings.keys import key_source
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.system import SystemClock
from creatorport.adapters.tiktok.envelopes import business
from creatorport.container.gateway import GatewayContainer
from creatorport.container.lifecycle import GatewayComposition, RunningGateway
from creatorport.container.office import RunningOffice
from tests.e2e.crash.mortality import Fate, make_mortal
from tests.e2e.crash.story import Story

# Reading the machine's certificates takes longer than all else that a life does before its first moment.
_TLS = ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Life:
    """What one process is to do: how it dies or freezes, whose creators it invites, and how it works.

    With a `port` it serves there too. One that is not `orderly` makes its rounds, and works on many things at once
    although it is to die: its moments come in any order. `breach_rest` is what stands for the five minutes that TikTok
    wants to be left alone after a breach of its limit per minute.
    """

    record: str
    die_at: int | None = None
    of: str = ""
    freeze_at: str | None = None
    first: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    concurrency: int = 4
    silent_for: float = 1.0
    grace: float = 20.0
    port: int = 0
    orderly: bool = True
    breach_rest: float = 0.0


async def live(settings: Settings, life: Life) -> None:
    """Ask for what the story wants, work it off, and end; a life without a story works until SIGTERM."""
    if life.breach_rest:
        business.MINUTE_BREACH = life.breach_rest
    composition = _Composition(life)
    if life.port:
        await serving.serve(composition, settings, serving.listening_socket("127.0.0.1", life.port))
    else:
        await serving.work(composition, settings)


@dataclass(frozen=True, slots=True)
class _Composition:
    """Composes as the production code does, and puts the moments in between."""

    life: Life

    @property
    def sdl(self) -> Callable[[], str]:
        return GatewayComposition().sdl

    async def migrate(self, settings: Settings) -> str:
        return await GatewayComposition().migrate(settings)

    def office(self, settings: Settings) -> AbstractAsyncContextManager[RunningOffice]:
        return GatewayComposition().office(settings)

    @asynccontextmanager
    async def gateway(self, settings: Settings, *, worker: bool) -> AsyncIterator[RunningGateway]:
        assert settings.database_url is not None
        url = settings.database_url.get_secret_value()
        async with AsyncExitStack() as stack:
            http = await stack.enter_async_context(httpx.AsyncClient(timeout=settings.tiktok_timeout, verify=_TLS))
            container = GatewayContainer(
                settings=settings, database_url=url, keys=key_source(settings), http=http, clock=SystemClock()
            )
            container.storage.engine.override(providers.Singleton(make_engine, url, silent_for=2.0))
            stack.push_async_callback(container.storage.engine().dispose)
            fate = Fate(Path(self.life.record), self.life.die_at, self.life.freeze_at, self.life.of)
            make_mortal(container, fate)
            self._hurry(container, url)
            await stack.enter_async_context(container.storage.feed().listening())
            running = RunningGateway(container, url)
            container.checks.override(running.checks)
            if self.life.first:
                await stack.enter_async_context(_playing(Story(container, self.life.first, self.life.more)))
            if worker:
                await stack.enter_async_context(running.working())
            yield running

    def _hurry(self, container: GatewayContainer, url: str) -> None:
        """Look for jobs more often than production does. Rounds are for those who are not orderly: they would come
        between the moments at random, and have no part in these stories. Whose worker is gone is seen to all the same.
        """
        silent = self.life.silent_for
        quick = WorkerSettings(
            concurrency=self.life.concurrency,
            poll=0.2,
            heartbeat=silent / 3,
            silent_for=silent,
            grace=self.life.grace,
            first_wait=0.1,
            stand_by=0.5,
        )
        mortal = self.life.die_at is not None and self.life.orderly
        advance = replace(container.outreach.advance_batch(), look_again=timedelta(seconds=0.5))
        container.outreach.advance_batch.override(providers.Object(advance))
        rounds = providers.List() if self.life.orderly else container.work.rounds
        settings = replace(quick, concurrency=1) if mortal else quick
        container.work.worker.override(providers.Factory(JobWorker, url, container.work.handlers, rounds, settings))


@asynccontextmanager
async def _playing(story: Story) -> AsyncIterator[None]:
    """Play beside the worker, and end the process as an operator would. Raises what went wrong in the story."""
    playing = asyncio.create_task(story.finish(await story.ask()))
    playing.add_done_callback(lambda done: None if done.cancelled() else os.kill(os.getpid(), signal.SIGTERM))
    try:
        yield
    finally:
        if playing.done():
            playing.result()
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
