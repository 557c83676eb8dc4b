"""A line to the gateway that can be cut, as a phone in a tunnel has it: no close frame, no word."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Cutter:
    """Hands bytes through between whoever connects to its port and another port of this machine."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._lines: list[asyncio.StreamWriter] = []
        self.cuts = 0
        self.port = 0

    def cut(self) -> None:
        """Drop every connection."""
        self.cuts += any(not line.is_closing() for line in self._lines)
        for line in self._lines:
            line.transport.abort()
        self._lines.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, away = await asyncio.open_connection("localhost", self._target)
        self._lines += [writer, away]
        await asyncio.gather(_pour(reader, away), _pour(there, writer))


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while chunk := await source.read(65536):
            sink.write(chunk)
            await sink.drain()
    except ConnectionError:
        pass  # it was cut
    finally:
        sink.close()


@asynccontextmanager
async def cutter(target: int) -> AsyncIterator[Cutter]:
    cutter = Cutter(target)
    server = await asyncio.start_server(cutter.serve, "localhost")
    async with server:
        cutter.port = server.sockets[0].getsockname()[1]
        try:
            yield cutter
        finally:
            cutter.cut()
