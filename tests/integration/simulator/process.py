"""A simulator in a process of its own, reached over TCP."""

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.e2e.stage import processes
from tests.e2e.stage.processes import Program

READY = "tiktok-simulator is ready at "
_SERVE = ("tiktok_simulator", "serve")


@dataclass(frozen=True, slots=True)
class Running:
    program: Program
    url: str

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=30)

    def kill(self) -> None:
        self.program.popen.kill()
        self.program.popen.wait(30)


def ended(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run one that is expected to end by itself."""
    return processes.run([*_SERVE, *arguments], within=120)


@contextmanager
def running(*arguments: str, cold: bool = False) -> Iterator[Running]:
    """Start, wait for the ready line, and leave nothing behind."""
    with tempfile.TemporaryDirectory() as folder:
        program = processes.start(Path(folder) / "simulator.log", [*_SERVE, "--port", "0", *arguments], cold=cold)
        try:
            assert eventually(lambda: READY in program.text() or not program.alive)
            assert program.alive, program.text()
            told = next(line for line in program.text().splitlines() if line.startswith(READY))
            yield Running(program, told.removeprefix(READY).strip())
        finally:
            if program.alive:
                program.popen.kill()
                program.popen.wait(30)


def eventually(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Ask again until it holds or the deadline has passed."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
