"""The receivers that the guide shows, as somebody runs them who has copied them."""

import asyncio
import os
import re
import ssl
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

import pytest

from creatorport.adapters.hooks.sender import HttpHookSender
from creatorport.application.ports.hook_sending import HookRequest
from creatorport.domain.hooks.addresses import Destinations
from creatorport.domain.hooks.signing import secret_of, signed_headers
from creatorport.domain.secret import Secret
from tests.protocol.audits import node

PAGE = (Path(__file__).parents[3] / "docs/how-to/send-webhooks.md").read_text(encoding="utf-8")
OURS, FORMER, FOREIGN = secret_of(b"n" * 32), secret_of(b"o" * 32), secret_of(b"f" * 32)
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
HERE = Destinations.permitting(["127.0.0.0/8", "::1/128"])

pytestmark = pytest.mark.process


def shown(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_python_one_is_as_short_as_it_is_called() -> None:
    assert len([line for line in shown("python").splitlines() if line]) <= 15


@asynccontextmanager
async def running(command: Sequence[str | Path]) -> AsyncIterator[tuple[str, asyncio.StreamReader]]:
    """Run a receiver that knows OURS; yield its address and what it prints."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, "WEBHOOK_SECRET": OURS.reveal(), "PORT": str(port)}, stdout=-1
    )
    try:
        assert process.stdout is not None
        yield f"http://localhost:{port}/", process.stdout
    finally:
        process.terminate()
        await process.wait()


async def listening(url: str) -> None:
    port = int(url.split(":")[2].strip("/"))
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("localhost", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return


@pytest.mark.parametrize("language", ["python", "js"])
async def test_it_believes_what_we_signed_a_moment_ago_and_nothing_else(language: str, tmp_path: Path) -> None:
    file = tmp_path / ("receiver.py" if language == "python" else "receiver.mjs")
    file.write_text(shown(language), encoding="utf-8")
    sender, now, body = (
        HttpHookSender(HERE, context=NO_TLS),
        datetime.now(UTC),
        '{"id": "evt_1", "name": "Lumière"}'.encode(),
    )

    async with running([sys.executable if language == "python" else node(), file]) as (url, printed):
        await listening(url)

        async def answer(secrets: Sequence[Secret], at: datetime, sent: bytes = body) -> int:
            return (await sender.send(HookRequest(url, signed_headers("evt_1", body, secrets, at), sent))).status

        assert await answer([OURS], now) == 204
        assert await answer([FOREIGN, OURS], now) == 204
        assert await answer([OURS, FORMER], now) == 204
        assert await answer([FOREIGN], now) == 401
        assert await answer([OURS], now, body + b" ") == 401
        assert await answer([OURS], now - timedelta(minutes=6)) == 401
        assert await answer([OURS], now + timedelta(minutes=6)) == 401
        assert (
            await sender.send(HookRequest(url, {"webhook-id": "evt_1", "webhook-timestamp": "0"}, b"{}"))
        ).status == 401
        assert (await printed.readline()).decode().rstrip() == 'believed evt_1 {"id": "evt_1", "name": "Lumière"}'
