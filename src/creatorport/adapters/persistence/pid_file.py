"""What a server's pid file tells: whether the server lives, and whether it is up. The file outlives a killed server."""

import time
from pathlib import Path

from creatorport.adapters.persistence.holders import Holders


def lives(data: Path) -> bool:
    """Whether a server on this folder runs, or comes up."""
    lines = _lines(data)
    return bool(lines) and Holders.is_postgres(int(lines[0]), data)


def forget_foreign(data: Path) -> None:
    """Remove a dead server's pid file whose number another program has by now, as it happens in containers.

    Waits for a server that comes up.
    """
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    if not lives(data):
        pid_file.unlink(missing_ok=True)
    elif not _is_up(data):
        await_recovery(data)


def await_recovery(data: Path, patience: float = 120.0) -> None:
    """Wait until a server is up that has to set right first what a crash has left."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and (data / "postmaster.pid").exists():
        if _is_up(data):
            return
        time.sleep(0.1)


def _is_up(data: Path) -> bool:
    lines = _lines(data)
    return len(lines) == 8 and lines[7].strip() == "ready"


def _lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []
