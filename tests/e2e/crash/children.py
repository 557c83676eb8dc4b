"""Processes by the dozen, each of which lives a life."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.copies.starter import Copy, starter
from tests.e2e.crash.gateway import Life
from tests.e2e.stage.processes import clean_environment
from tests.secrecy.plugin import hear_file

_PATIENCE = 120.0


@dataclass(slots=True)
class Child:
    """One process."""

    name: str
    log: Path
    record: Path
    copy: Copy

    @property
    def has_ended(self) -> bool:
        return self.copy.ended.done()

    async def end(self, within: float = _PATIENCE) -> int:
        """Wait for its end; return its exit code, or the negative number of the signal that ended it.

        Raises TimeoutError with the last words of its log.
        """
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self.copy.ended)), within)
        except TimeoutError as error:
            raise TimeoutError(f"{self.name} does not end:\n{self.last_words()}") from error

    def send(self, signal_number: int) -> None:
        """Send a signal, unless it has ended."""
        self.copy.send_signal(signal_number)

    def moments(self) -> list[str]:
        return self.record.read_text().splitlines() if self.record.exists() else []

    def words(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def last_words(self) -> str:
        return "\n".join(self.words().splitlines()[-30:])


@dataclass(frozen=True, slots=True)
class Nursery:
    """Bears processes that live as they are told; what they say and come to is written down in a folder."""

    folder: Path

    def bear(self, name: str, environment: Mapping[str, str], **life: object) -> Child:
        log, record = self.folder / f"{name}.log", self.folder / f"{name}.moments"
        how = Life(record=str(record), **life)  # type: ignore[arg-type]  # what a life can be, its class says
        arguments = ["tests.e2e.crash.life", json.dumps(asdict(how))]
        log.touch()
        hear_file(log, arguments)
        return Child(name, log, record, starter().start(arguments, clean_environment(environment), out=log))
