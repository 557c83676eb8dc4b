"""Real connections that break in real ways."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from creatorport.adapters.tiktok.client import IDLE_SECONDS, open_client
from creatorport.adapters.tiktok.endpoints import CAMPAIGN_CREATE
from creatorport.adapters.tiktok.wire import Request, exchange
from creatorport.domain.errors import TikTokAnswerLost, TikTokUnreachable

Say = Callable[[asyncio.StreamWriter], Awaitable[None]]

GOOD = b'{"code":0}'


@asynccontextmanager
async def serving(say: Say) -> AsyncIterator[str]:
    """Read each request to its end, and then behave as told."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            await say(writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def ask(client: httpx.AsyncClient, origin: str, seconds: float = 5.0) -> bytes:
    return (await exchange(client, origin, Request(CAMPAIGN_CREATE), seconds=seconds)).body


def saying(raw: bytes) -> Say:
    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    return say


async def test_an_answer_comes_through(client: httpx.AsyncClient) -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n" + GOOD
    async with serving(saying(whole)) as origin:
        assert await ask(client, origin) == GOOD


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + GOOD,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + GOOD,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n" + GOOD,
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
    ],
    ids=["dropped", "cut short", "cut within a chunk", "not what it says", "no HTTP"],
)
async def test_a_broken_answer_is_lost(client: httpx.AsyncClient, raw: bytes) -> None:
    async with serving(saying(raw)) as origin:
        with pytest.raises(TikTokAnswerLost):
            await ask(client, origin)


async def test_a_silent_server_is_a_lost_answer(client: httpx.AsyncClient) -> None:
    over = asyncio.Event()

    async def say_nothing(writer: asyncio.StreamWriter) -> None:
        await over.wait()

    async with serving(say_nothing) as origin:
        with pytest.raises(TikTokAnswerLost):
            await ask(client, origin, seconds=0.1)
        over.set()


async def test_an_answer_that_drips_is_lost_when_the_time_is_over(client: httpx.AsyncClient) -> None:
    over = asyncio.Event()

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not over.is_set():
            writer.write(b" ")
            await asyncio.sleep(0.01)

    async with serving(drip) as origin:
        with pytest.raises(TikTokAnswerLost):
            await ask(client, origin, seconds=0.2)
        over.set()


async def test_where_nobody_listens_nothing_was_sent(client: httpx.AsyncClient) -> None:
    async with serving(saying(b"")) as origin:
        pass
    with pytest.raises(TikTokUnreachable):
        await ask(client, origin)


async def test_a_name_that_does_not_exist_was_never_reached(client: httpx.AsyncClient) -> None:
    with pytest.raises(TikTokUnreachable):
        await ask(client, "http://no-such-host.invalid")


async def test_a_pool_without_a_free_connection_never_sends() -> None:
    over = asyncio.Event()
    arrived = asyncio.Event()

    async def hold(writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await over.wait()

    one = httpx.Limits(max_connections=1)
    async with httpx.AsyncClient(limits=one, trust_env=False) as client, serving(hold) as origin:
        first = asyncio.create_task(ask(client, origin))
        await arrived.wait()
        with pytest.raises(TikTokUnreachable):
            await ask(client, origin, seconds=0.1)
        over.set()
        with pytest.raises(TikTokAnswerLost):
            await first


async def test_a_redirect_is_not_followed(client: httpx.AsyncClient) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    async with serving(saying(moved)) as origin:
        answer = await exchange(client, origin, Request(CAMPAIGN_CREATE), seconds=5)
    assert (answer.status, answer.body) == (302, b"")


@pytest.mark.parametrize(("idle", "made"), [(60.0, 1), (0.0, 3)])
async def test_a_connection_is_kept_for_as_long_as_it_may_be_idle_and_then_left(idle: float, made: int) -> None:
    kept = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + GOOD
    connections: list[asyncio.StreamWriter] = []

    async def answer_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        while await reader.read(4096):
            writer.write(kept)
        writer.close()

    server = await asyncio.start_server(answer_for_ever, "127.0.0.1", 0)
    origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with open_client(5, idle=idle) as client:
        for _ in range(3):
            assert await ask(client, origin) == GOOD
    assert len(connections) == made
    for connection in connections:
        await connection.wait_closed()
    server.close()


def test_a_connection_is_left_before_servers_leave_idle_ones() -> None:
    assert IDLE_SECONDS < 5
