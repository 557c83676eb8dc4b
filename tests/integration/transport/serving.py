"""The transports on a real server: uvicorn on a free port, in the test's own event loop."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from typing_extensions import override
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from creatorport.adapters.http.graphql.routes import GraphQLTransports, graphql_transports
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.http.graphql.strawberry_engine import StrawberryEngine
from tests.integration.transport.sample import Doorman, World, sample_schema
from tests.transport_defaults import transport_settings

PROTOCOL = Subprotocol("graphql-transport-ws")


class QuietServer(uvicorn.Server):
    """uvicorn without the process's signals, which belong to pytest, and without its wait of up to 0.1 s to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopping = asyncio.Event()

    @override
    async def main_loop(self) -> None:
        await self.stopping.wait()

    @override
    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


@dataclass
class Served:
    """A running server and the parts a test looks into."""

    port: int
    world: World
    transports: GraphQLTransports
    server: QuietServer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"

    @asynccontextmanager
    async def client(self) -> AsyncGenerator[httpx.AsyncClient, None]:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=30) as client:
            yield client

    @asynccontextmanager
    async def socket(
        self, token: str | None = None, *, init: bool = True, **options: Any
    ) -> AsyncGenerator["Talk", None]:
        """A WebSocket in the protocol, already initialised unless told otherwise."""
        options.setdefault("subprotocols", [PROTOCOL])
        async with connect(self.socket_url, max_size=None, **options) as connection:
            talk = Talk(connection)
            if init:
                payload = {} if token is None else {"payload": {"Authorization": f"Bearer {token}"}}
                await talk.say({"type": "connection_init", **payload})
                assert await talk.hear() == {"type": "connection_ack"}
            yield talk


@dataclass
class Talk:
    """A client's side of a conversation."""

    connection: ClientConnection

    async def say(self, message: object) -> None:
        await self.connection.send(json.dumps(message))

    async def ask(self, id_: str, query: str, **payload: Any) -> None:
        await self.say({"id": id_, "type": "subscribe", "payload": {"query": query, **payload}})

    async def hear(self) -> dict[str, Any]:
        """The next message, which is always text."""
        async with asyncio.timeout(10):
            frame = await self.connection.recv()
        assert isinstance(frame, str)
        message: dict[str, Any] = json.loads(frame)
        return message

    async def closing(self) -> tuple[int, str]:
        """Code and reason that the server closes with, after whatever it still says."""
        async with asyncio.timeout(10):
            with suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
        assert self.connection.close_code is not None
        return self.connection.close_code, self.connection.close_reason or ""


@asynccontextmanager
async def serving(settings: TransportSettings | None = None, *, strict: bool = False) -> AsyncGenerator[Served, None]:
    """Serve the sample schema."""
    world = World()
    transports = graphql_transports(
        StrawberryEngine(sample_schema()), Doorman(world, strict), settings or transport_settings()
    )
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Starlette(routes=transports.routes),
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="off",
        log_level="critical",
        timeout_graceful_shutdown=5,
    )
    server = QuietServer(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    await until(lambda: server.started)
    try:
        yield Served(listening.getsockname()[1], world, transports, server)
    finally:
        await transports.drain()
        server.stopping.set()
        await running
        listening.close()


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for something that other tasks bring about; fail when it does not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)
