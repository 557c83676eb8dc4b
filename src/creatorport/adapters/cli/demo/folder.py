"""The folder of a demo: one demo at a time, as both would write the same world, settings and database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners

from creatorport.adapters.cli.demo.stage import DemoFailed


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Make the folder, and hold it inside the block. Raises DemoFailed.

    The system forgets the lock of a process that is killed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DemoFailed(f"{folder} cannot be made ({error.strerror}). Set --folder.") from error
    lock = fasteners.InterProcessLock(folder / "demo.lock")
    try:
        held = lock.acquire(blocking=False)
    except OSError as error:
        raise DemoFailed(f"{folder} cannot be used ({error.strerror}). Set --folder.") from error
    if not held:
        lock.lockfile.close()
        raise DemoFailed(f"Another demo uses {folder}. Stop it, or choose another folder with --folder.")
    try:
        yield
    finally:
        lock.release()
