"""A receiver of webhooks: a real server on this machine, which does what it is told with each call."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

Doing: TypeAlias = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Call:
    """One request as it came over the wire."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Does what was ordered, in that order; without an order it says 204. `connections` counts who came at all."""

    port: int = 0
    connections: int = 0
    calls: list[Call] = field(default_factory=list)
    _orders: deque[bytes | Doing] = field(default_factory=deque)
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    def answer(self, status: int, text: str = "", *, headers: Mapping[str, str] | None = None, times: int = 1) -> None:
        lines = [f"{name}: {value}" for name, value in (headers or {}).items()]
        head = "\r\n".join([f"HTTP/1.1 {status} Said", f"Content-Length: {len(text.encode())}", *lines])
        self._orders.extend([f"{head}\r\n\r\n{text}".encode()] * times)

    def do(self, order: bytes | Doing) -> None:
        """Answer the next call with these bytes, or by doing this."""
        self._orders.append(order)

    async def got(self, number: int) -> list[Call]:
        """Wait until so many calls came, and return all of them."""
        while len(self.calls) < number:
            self._came.clear()
            await self._came.wait()
        return self.calls

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        async with self._attended(writer):
            self.calls.append(await _read(reader))
            order = self._orders.popleft() if self._orders else b"HTTP/1.1 204 Said\r\n\r\n"
            self._came.set()
            if isinstance(order, bytes):
                writer.write(order)
            else:
                await order(writer)
            await writer.drain()

    async def hang_up(self) -> None:
        """Leave everybody who is still being answered."""
        for one in self._serving:
            one.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    @asynccontextmanager
    async def _attended(self, writer: asyncio.StreamWriter) -> AsyncIterator[None]:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                yield
        finally:
            self._serving.discard(task)
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Call:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
    line, *rest = head.strip().split("\r\n")
    headers = dict(one.split(": ", 1) for one in rest)
    named = {name.lower(): value for name, value in headers.items()}
    return Call(line, named, await reader.readexactly(int(named.get("content-length", "0"))))


@asynccontextmanager
async def receiving(*, tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """Open a receiver on a free port of this machine."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=tls)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        await receiver.hang_up()
