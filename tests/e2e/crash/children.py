"""The tests' end of the nursery."""

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from tests.e2e.crash.gateway import Life

_ROOT = Path(__file__).parents[3]
_PATIENCE = 120.0


@dataclass(slots=True)
class Child:
    """One process. `ended` is its exit code, or the negative number of the signal that ended it."""

    name: str
    log: Path
    record: Path
    ended: "Future[int]" = field(default_factory=Future)

    async def end(self) -> int:
        """Wait for the end. Raises TimeoutError with the last words of its log."""
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self.ended)), _PATIENCE)
        except TimeoutError as error:
            raise TimeoutError(f"{self.name} does not end:\n{self.last_words()}") from error

    def moments(self) -> list[str]:
        return self.record.read_text().splitlines() if self.record.exists() else []

    def words(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def last_words(self) -> str:
        return "\n".join(self.words().splitlines()[-30:])


class Nursery:
    """Bears processes that live as they are told."""

    def __init__(self, orders: IO[bytes], news: IO[bytes], folder: Path) -> None:
        self._orders = orders
        self._folder = folder
        self._children: dict[str, Child] = {}
        self._reader = threading.Thread(target=self._listen, args=(news,), daemon=True)
        self._reader.start()

    def bear(self, name: str, environment: Mapping[str, str], **life: object) -> Child:
        child = Child(name, self._folder / f"{name}.log", self._folder / f"{name}.moments")
        self._children[name] = child
        how = Life(record=str(child.record), **life)  # type: ignore[arg-type]  # what a life can be, its class says
        self._order(name=name, environment=dict(environment), log=str(child.log), life=asdict(how))
        return child

    def send(self, child: Child, signal_number: int) -> None:
        """Send a signal, unless it has ended: only the nursery knows whether the number is still that child's."""
        self._order(name=child.name, signal=signal_number)

    def _order(self, **order: object) -> None:
        self._orders.write(json.dumps(order).encode() + b"\n")
        self._orders.flush()

    def _listen(self, news: IO[bytes]) -> None:
        for line in news:
            fact = json.loads(line)
            self._children[fact["name"]].ended.set_result(fact["ended"])


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    """Start one; in the end nobody of it is left."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.crash.nursery"], cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"ready": True}
        try:
            yield Nursery(process.stdin, process.stdout, folder)
        finally:
            process.stdin.close()
            process.wait(30)
