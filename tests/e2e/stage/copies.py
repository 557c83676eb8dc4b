"""The tests' end of the process that starts programs as copies of itself."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import IO

_ROOT = Path(__file__).parents[3]


@dataclass(slots=True)
class Copy:
    """A program that was started so; as far as the tests use one, it is like a `subprocess.Popen`."""

    name: str
    starter: "Starter"
    returncode: int | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def poll(self) -> int | None:
        return self.returncode

    def send_signal(self, number: int) -> None:
        self.starter.order(name=self.name, signal=number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        if not self.ended.wait(timeout):
            raise subprocess.TimeoutExpired(self.name, timeout or 0)
        assert self.returncode is not None
        return self.returncode


class Starter:
    """One for each process of the suite; what it started ends with it."""

    def __init__(self) -> None:
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.stage.warm"], cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"ready": True}
        self._orders, self._copies, self._names = process.stdin, dict[str, Copy](), count(1)
        self._listener = threading.Thread(target=self._listen, args=(process.stdout,), daemon=True)
        self._listener.start()

    def close(self) -> None:
        """End everything that was started here."""
        self._orders.close()
        self._process.wait(30)
        self._listener.join(30)
        assert self._process.stdout is not None
        self._process.stdout.close()

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
        self._orders.write(json.dumps(order).encode() + b"\n")
        self._orders.flush()

    def _listen(self, news: IO[bytes]) -> None:
        for line in news:
            fact = json.loads(line)
            copy = self._copies.pop(fact["name"])
            copy.returncode = fact["ended"]
            copy.ended.set()


@cache
def starter() -> Starter:
    """The one of this process, once somebody needs it."""
    return Starter()


def close_starter() -> None:
    """To be called when the tests of this process are over."""
    if starter.cache_info().currsize:
        starter().close()
