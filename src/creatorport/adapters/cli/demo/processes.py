"""Processes of our own: started together, watched while starting, and all gone at the end."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx

_START = 60.0
_STOP = 60.0
"""Seconds: longer than the gateway gives its requests and jobs to end."""


class DidNotStart(Exception):
    """A process ended, or was not ready in time. Says where its log is, and how it ends."""


@dataclass(slots=True)
class Child:
    """One process and its log file."""

    name: str
    popen: "subprocess.Popen[bytes]"
    log: Path

    @property
    def alive(self) -> bool:
        return self.popen.poll() is None

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


class Children:
    """Starts modules of this Python as processes. Use as a context manager: leaving it stops all of them."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for child in reversed(self._children):
            _stop(child)

    def start(self, name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Child:
        """Start `python -m …`, apart from our terminal: Ctrl-C is ours to pass on, in our order."""
        log = self._logs / f"{name}.log"
        with log.open("wb") as output:
            popen = subprocess.Popen(  # noqa: S603  our own modules, with arguments of our own
                [sys.executable, "-m", *arguments],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child = Child(name, popen, log)
        self._children.append(child)
        return child

    @property
    def fallen(self) -> Child | None:
        """A process that ended by itself, if any."""
        return next((child for child in self._children if not child.alive), None)


async def ready(child: Child, url: str) -> None:
    """Wait until `url` answers 200. Raises DidNotStart."""
    deadline = asyncio.get_running_loop().time() + _START
    async with httpx.AsyncClient(timeout=5) as client:
        while child.alive and asyncio.get_running_loop().time() < deadline:
            try:
                if (await client.get(url)).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass  # not listening yet
            await asyncio.sleep(0.1)
    how = f"ended with code {child.popen.returncode}" if not child.alive else f"was not ready in {_START:.0f} s"
    raise DidNotStart(f"The {child.name} {how}. Its log, {child.log}, ends:\n{child.last_words()}")


def _stop(child: Child) -> None:
    if not child.alive:
        return
    child.popen.send_signal(signal.SIGTERM)
    try:
        child.popen.wait(_STOP)
    except subprocess.TimeoutExpired:
        child.popen.kill()
        child.popen.wait()
