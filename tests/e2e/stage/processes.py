"""Real processes of our own, with their output in files, none of which outlives its test.

Most are copies of one that has loaded everything, which takes a tenth of the time; `cold` ones begin as in a shell.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import psutil

from tests.copies.starter import Copy, starter
from tests.e2e.stage.waiting import soon
from tests.secrecy.plugin import hear_file, hear_text

_OURS = ("CREATORPORT_", "TIKTOK_", "DATABASE_URL")


@dataclass(slots=True)
class Program:
    """A running `python -m …`, in a process group of its own."""

    popen: "subprocess.Popen[bytes] | Copy"
    log: Path

    @property
    def alive(self) -> bool:
        return self.popen.poll() is None

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def lines(self) -> list[dict[str, Any]]:
        """The structured lines of the log so far."""
        return [orjson.loads(line) for line in self.text().splitlines() if line.startswith("{")]

    def stop(self, number: int = signal.SIGTERM, *, within: float = 30.0) -> int:
        """Send a signal and return the exit code. A program that does not obey fails the test."""
        if self.alive:
            self.popen.send_signal(number)
        return self.wait(within)

    def wait(self, within: float) -> int:
        """The exit code. A program that does not end is killed, and fails the test with where its threads stood."""
        try:
            return self.popen.wait(within)
        except subprocess.TimeoutExpired:
            self.popen.send_signal(signal.SIGABRT)
            self.popen.wait(10)
            raise AssertionError(f"not ended within {within} s:\n{self.text()[-12_000:]}") from None


def start(
    log: Path, arguments: Sequence[str], environment: Mapping[str, str] | None = None, *, cold: bool = False
) -> Program:
    """Start a module of this Python; its output is appended to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if not cold:
        log.touch()
        hear_file(log, arguments)
        return Program(starter().start(arguments, clean_environment(environment), out=log, folder=log.parent), log)
    with log.open("ab") as output:
        popen = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env={**clean_environment(environment), "PYTHONFAULTHANDLER": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Program(popen, log)


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    within: float = 180.0,
    cold: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run a module of this Python to its end. One that takes longer is asked to stop, so that it leaves nothing."""
    if not cold:
        return _run_copy(arguments, clean_environment(environment), within)
    popen = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=clean_environment(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        out, err = popen.communicate(timeout=within)
    except subprocess.TimeoutExpired:
        popen.terminate()
        out, err = popen.communicate(timeout=60)
        raise AssertionError(f"not ended within {within} s:\n{out}\n{err}") from None
    return subprocess.CompletedProcess(popen.args, popen.returncode, out, err)


def _run_copy(
    arguments: Sequence[str], environment: Mapping[str, str], within: float
) -> "subprocess.CompletedProcess[str]":
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        copy = starter().start(arguments, environment, out=out, err=err)
        try:
            copy.wait(within)
        except subprocess.TimeoutExpired:
            copy.send_signal(signal.SIGTERM)
            copy.wait(60)
            raise AssertionError(f"not ended within {within} s:\n{out.read_text()}\n{err.read_text()}") from None
        told = [one.read_text() for one in (out, err)]
    hear_text(told, arguments)
    assert copy.returncode is not None
    return subprocess.CompletedProcess(list(arguments), copy.returncode, *told)


def clean_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without settings of the gateway, and then `environment`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, **(environment or {})}


def free_port() -> int:
    """A port that nobody listens on now, below those that outgoing connections take at any moment."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def mentioning(folder: Path) -> list[str]:
    """The command lines of all processes that were started on `folder`, or work in it."""
    found = []
    for process in psutil.process_iter():
        try:
            line = " ".join(process.cmdline())
            if process.pid != os.getpid() and (str(folder) in line or process.cwd().startswith(str(folder))):
                found.append(line)
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return found


def nothing_left(folder: Path) -> bool:
    """Whether soon no process is left that has to do with `folder`."""
    return soon(lambda: not mentioning(folder), f"no process left on {folder}", within=60)
