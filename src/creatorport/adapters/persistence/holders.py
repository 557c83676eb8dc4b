import json
from pathlib import Path

import psutil


class Holders:
    """The processes that use a server, kept in a file. Touched only by whoever has the folder's lock.

    Each is kept with the time of its birth, because the system gives numbers out again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, pid: int) -> None:
        self._write({**self._read(), pid: psutil.Process(pid).create_time()})

    def remove(self, pid: int) -> None:
        self._write({holder: born for holder, born in self._read().items() if holder != pid})

    def forget_dead(self) -> bool:
        """Drop those that are no more; return whether anybody is left."""
        living = {holder: born for holder, born in self._read().items() if _lives(holder, born)}
        self._write(living)
        return bool(living)

    @staticmethod
    def is_postgres(pid: int, data: Path) -> bool:
        """Whether this process is a server on this folder."""
        try:
            return str(data) in psutil.Process(pid).cmdline()
        except psutil.AccessDenied:
            # A process we may not look into is not ours, and the server on our folder is.
            return False
        except psutil.NoSuchProcess:
            return False

    def _read(self) -> dict[int, float]:
        text = self._file.read_text() if self._file.exists() else ""
        return {int(holder): float(born) for holder, born in json.loads(text).items()} if text else {}

    def _write(self, holders: dict[int, float]) -> None:
        # Renamed into place: a reader after a crash finds the old list or the new one, never half of one.
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps({str(holder): born for holder, born in holders.items()}))
        fresh.replace(self._file)


def _lives(pid: int, born: float) -> bool:
    try:
        process = psutil.Process(pid)
        # Boot time is read again on each ask, so births are compared with some leeway.
        return process.status() != psutil.STATUS_ZOMBIE and abs(process.create_time() - born) < 2
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
