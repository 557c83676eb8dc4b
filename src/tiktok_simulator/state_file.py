"""Where a simulator outlives its process."""

import os
from pathlib import Path
from typing import Any

import orjson

from tiktok_simulator.simulator import Simulator


class UnreadableStateError(ValueError):
    """The file exists but no simulator can be made from it."""


class StateFile:
    """All state in one JSON file, replaced as a whole, so that a kill at any moment leaves a complete one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Simulator | None:
        """The saved simulator, or None when nothing was saved yet; raises `UnreadableStateError`."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            state: dict[str, Any] = orjson.loads(content)
            return Simulator.load(state)
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableStateError(f"{self._path}: {error}") from error

    def encode(self, simulator: Simulator) -> bytes:
        return orjson.dumps(simulator.save(), option=orjson.OPT_NON_STR_KEYS)

    def write(self, content: bytes) -> None:
        """Without fsync: the state must survive a killed process, not a power cut."""
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.write_bytes(content)
        os.replace(beside, self._path)  # noqa: PTH105 - the one call that is atomic by name
