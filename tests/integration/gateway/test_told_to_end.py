"""A gateway that is told to end before it has come up."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stage.gateway import Gateway
from tests.e2e.stage.processes import mentioning, nothing_left, start
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
    program = start(gateway.log, ["creatorport", "serve"], gateway.environment)

    def database_comes_up() -> bool:
        assert program.alive, program.text()
        return any("postgres" in line for line in mentioning(folder))

    soon(database_comes_up, "the database comes up")
    assert program.stop(number) == 128 + number
    assert '"serving"' not in program.text()
    assert nothing_left(folder)
