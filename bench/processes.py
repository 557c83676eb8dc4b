"""Servers and subscribers as processes of their own, all gone at the end."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import environ
from typing import IO

import httpx

_OURS = ("CREATORPORT_", "TIKTOK_", "DATABASE_URL")
_START = 30.0
_STOP = 10.0


@contextmanager
def module(
    *arguments: str, log: IO[bytes], settings: Mapping[str, str] | None = None, talks: bool = False
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `python -m …` inside the block, under these settings alone; if it `talks`, with pipes to and from it."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env={**{name: value for name, value in environ.items() if not name.startswith(_OURS)}, **(settings or {})},
        stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
        stdout=subprocess.PIPE if talks else log,
        stderr=log,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


async def ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until the server in it is. Raises RuntimeError."""
    deadline = asyncio.get_running_loop().time() + _START
    async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
        while process.poll() is None and asyncio.get_running_loop().time() < deadline:
            try:
                if (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
    raise RuntimeError(f"the server on port {port} did not start")
