"""HTTP load over kept connections, by a client that does next to nothing besides."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Target:
    """One request, to be made over and over, and the answer's body that it must bring each time."""

    name: str
    port: int
    path: str
    body: Mapping[str, object]
    headers: Mapping[str, str]

    @property
    def wire(self) -> bytes:
        content = orjson.dumps(self.body)
        headers = {
            "Host": f"127.0.0.1:{self.port}",
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            **self.headers,
        }
        lines = [f"POST {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


@dataclass(frozen=True, slots=True)
class Load:
    """What one stretch of load gave. Latencies are milliseconds."""

    per_second: float
    median: float
    p99: float


async def answer(target: Target) -> bytes:
    """The body of one answer. Raises ValueError unless it is a 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    try:
        writer.write(target.wire)
        return await _body(reader)
    finally:
        writer.close()
        await writer.wait_closed()


async def load(target: Target, seconds: float) -> Load:
    """Ask for so long over all connections at once. Raises ValueError for any answer but the first one's like."""
    expected = await answer(target)
    took: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(_ask(target, expected, began + seconds, took) for _ in range(CONNECTIONS)))
    took.sort()
    lasted = time.perf_counter() - began
    return Load(len(took) / lasted, took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000)


async def _ask(target: Target, expected: bytes, until: float, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    wire = target.wire
    try:
        while (began := time.perf_counter()) < until:
            writer.write(wire)
            body = await _body(reader)
            took.append(time.perf_counter() - began)
            if body != expected:
                raise ValueError(f"{target.name} answered otherwise: {body[:300]!r}")
    finally:
        writer.close()


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    lengths = [line.partition(":")[2] for line in lines if line.lower().startswith("content-length:")]
    body = await reader.readexactly(int(lengths[0]) if lengths else 0)
    if " 200 " not in f"{status} ":
        raise ValueError(f"{status}: {body[:300]!r}")
    return body
