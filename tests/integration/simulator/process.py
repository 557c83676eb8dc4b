"""A simulator in a process of its own, reached over TCP."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

READY = "tiktok-simulator is ready at "


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[str]
    url: str

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=10)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tiktok_simulator", "serve", *arguments]


@contextmanager
def running(*arguments: str) -> Iterator[Running]:
    """Start, wait for the ready line, and leave nothing behind."""
    with subprocess.Popen(
        command("--port", "0", *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline().strip()
            assert line.startswith(READY), f"{line}\n{process.stderr.read() if process.stderr else ''}"
            yield Running(process, line.removeprefix(READY))
        finally:
            process.kill()


def eventually(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Ask again until it holds or the deadline has passed."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
