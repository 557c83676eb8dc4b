"""A gateway that is told to end before it has come up."""

import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import fasteners
import psutil
import pytest

from tests.e2e.stage.gateway import Gateway
from tests.e2e.stage.processes import nothing_left, start
from tests.e2e.stage.waiting import soon

pytestmark = pytest.mark.process

SETTINGS = dict.fromkeys(("TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_SECRET", "TIKTOK_APP_ID", "TIKTOK_APP_SECRET"), "value")


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="creatorport-ended-") as name:
        Path(name).chmod(0o755)  # PostgreSQL, which drops root's rights, has to pass through
        yield Path(name)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_takes_along_the_database_that_it_has_begun_to_start(folder: Path, number: signal.Signals) -> None:
    gateway = Gateway("ended", folder, SETTINGS)
    database = folder / "data" / "postgres"
    database.mkdir(parents=True)
    with fasteners.InterProcessLock(database / "lock"):
        program = start(gateway.log, ["creatorport", "serve"], gateway.environment)
        soon(lambda: is_open_elsewhere(database / "lock"), "it waits for its turn to start the database")
        program.popen.send_signal(number)
        time.sleep(0.5)
        assert program.alive, program.text()
    assert program.wait(60) == 128 + number
    assert (database / "data" / "PG_VERSION").exists()
    assert '"serving"' not in program.text()
    assert nothing_left(folder)


def is_open_elsewhere(file: Path) -> bool:
    for process in psutil.process_iter():
        try:
            if process.pid != psutil.Process().pid and str(file) in [one.path for one in process.open_files()]:
                return True
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return False
