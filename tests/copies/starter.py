"""The tests' end of the processes that start others as copies of themselves."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_DOOR = Path(__file__).with_name("door.py")
_PLACE = "TESTS_COPIES"
"""The variable that tells the processes that share the tests where the source is."""


@dataclass(slots=True)
class Copy:
    """A program that was started so; as far as the tests use one, it is like a `subprocess.Popen`."""

    name: str
    starter: "Starter"
    ended: "Future[int]" = field(default_factory=Future)

    @property
    def returncode(self) -> int | None:
        return self.ended.result() if self.ended.done() else None

    def poll(self) -> int | None:
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        self.starter.order(name=self.name, signal=number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        try:
            return self.ended.result(timeout)
        except TimeoutError:
            raise subprocess.TimeoutExpired(self.name, timeout or 0) from None


class Starter:
    """One for each process of the suite; what it started ends with it."""

    def __init__(self, place: Path) -> None:
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(str(place / "programs"))
        self._copies, self._names = dict[str, Copy](), count(1)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def close(self) -> None:
        """End everything that was started here."""
        self._connection.shutdown(socket.SHUT_WR)
        self._listener.join(30)
        self._connection.close()

    def start(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        out: Path,
        err: Path | None = None,
        folder: Path | None = None,
    ) -> Copy:
        """Run `python -m arguments…`; its output is appended to files."""
        copy = Copy(f"{next(self._names)} {arguments}", self)
        self._copies[copy.name] = copy
        where = {"out": str(out), "err": str(err or out), "folder": str(folder or "")}
        self.order(name=copy.name, arguments=list(arguments), environment=dict(environment), **where)
        return copy

    def order(self, **order: object) -> None:
        self._connection.sendall(json.dumps(order).encode() + b"\n")

    def _listen(self) -> None:
        with self._connection.makefile() as news:
            for line in news:
                fact = json.loads(line)
                self._copies.pop(fact["name"]).ended.set_result(fact["ended"])


@contextmanager
def source(arguments: Sequence[str] = ()) -> Iterator[Path]:
    """Make the processes to copy from, and yield where they are to be found; with arguments, one for pytest too."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="copies-")))
        listeners = []
        for name in ("programs", "tests"):
            listeners.append(stack.enter_context(socket.socket(socket.AF_UNIX)))
            listeners[-1].bind(str(place / name))
            listeners[-1].listen(64)
        numbers = [one.fileno() for one in listeners]
        command = [sys.executable, "-m", "tests.copies.source", *map(str, numbers), *arguments]
        process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, pass_fds=numbers, start_new_session=True)
        try:
            for listener in listeners:
                listener.close()
            yield place
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)


_own = ExitStack()


@cache
def starter() -> Starter:
    """The one of this process, once somebody needs it."""
    given = os.environ.get(_PLACE)
    return Starter(Path(given) if given else _own.enter_context(source()))


def close_starter() -> None:
    """To be called when the tests of this process are over."""
    if starter.cache_info().currsize:
        starter().close()
        starter.cache_clear()
    _own.close()


def share_source(arguments: Sequence[str], stack: ExitStack) -> str:
    """Make the processes to copy from for all that this one will start; return the Python that each is to run by."""
    place = stack.enter_context(source(arguments))
    os.environ[_PLACE] = str(place)
    return shlex.join([sys.executable, "-S", str(_DOOR), str(place / "tests")])
