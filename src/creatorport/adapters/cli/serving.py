"""`creatorport serve` and `creatorport worker`: processes that stop cleanly."""

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import structlog
import uvicorn

from creatorport.adapters.cli.gateway import Composition, Gateway
from creatorport.adapters.settings.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_GRACE = 15
_KEPT_IDLE = 75
"""Seconds. Longer than the 60 that proxies keep a connection to us: the one who may send is the one who closes."""
_log = structlog.get_logger(__name__)


class _Server(uvicorn.Server):
    """A server that leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class CannotListen(Exception):
    """The address is not ours to listen on. Says what to do."""


class PortInUse(CannotListen):
    """Nobody can listen where somebody else does."""


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a bound socket. Raises CannotListen, or PortInUse."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, so that asyncio turns Nagle off: otherwise each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Bound alone, two of us could hold the same port, and one would find out too late to say so.
        listener.listen(2048)
    except OSError as error:
        listener.close()
        said = f"Cannot listen on {host}:{port} ({error.strerror})."
        if error.errno == errno.EADDRINUSE:
            remedy = "Stop the program that does, or choose another port with --port or CREATORPORT_PORT."
            raise PortInUse(f"{said} {remedy}") from error
        remedy = (
            "Choose another address with --host or CREATORPORT_HOST, or another port with --port or CREATORPORT_PORT."
        )
        raise CannotListen(f"{said} {remedy}") from error
    return listener


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes uvloop's event loop, or None where it is not to be had: on Windows."""
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415  not installed on Windows

    return uvloop.new_event_loop


def server_config(app: "ASGIApp", settings: Settings) -> uvicorn.Config:
    """Return how we are served. Uvicorn itself believes no proxy: that is a setting of ours, which knows networks."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        # It is the session that says no to what is larger than permitted, and why; the server says no word.
        ws_max_size=2 * settings.max_body,
        timeout_keep_alive=_KEPT_IDLE,
        timeout_graceful_shutdown=_GRACE,
        lifespan="on",
    )


async def serve(composition: Composition, settings: Settings, listener: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; then close sockets with "come back", finish jobs, and return."""
    async with composition.gateway(settings, worker=settings.run_worker) as gateway:
        server = _Server(server_config(gateway.app, settings))
        async with _stopping_on_signals() as stop:
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            stopping = asyncio.create_task(stop.wait())
            host, port = listener.getsockname()[:2]
            _log.info("serving", address=f"http://{host}:{port}", graph=f"{settings.public_url}/graphql")
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            _log.info("stopping")
            # Uvicorn would wait for open event streams for ever, so we say goodbye first.
            await gateway.drain()
            server.should_exit = True
            await serving


async def work(composition: Composition, settings: Settings) -> None:
    """Work off jobs until SIGTERM or SIGINT."""
    async with composition.gateway(settings, worker=False) as gateway, _stopping_on_signals() as stop:
        await _until(stop, gateway)


async def ending_when_told(command: Coroutine[Any, Any, None]) -> None:
    """Await a command; SIGTERM cancels it, where it would end the process at once and leave its database running."""
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(command)
    before = signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(task.cancel))
    try:
        await task
    finally:
        signal.signal(signal.SIGTERM, before)


async def _until(stop: asyncio.Event, gateway: Gateway) -> None:
    working = asyncio.create_task(gateway.work())
    stopping = asyncio.create_task(stop.wait())
    _log.info("working")
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    working.cancel()
    for outcome in await asyncio.gather(working, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome


@asynccontextmanager
async def _stopping_on_signals() -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask_to_stop(*_: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    before = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
