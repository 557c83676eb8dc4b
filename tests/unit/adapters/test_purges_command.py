"""The report of what was dropped, on the command line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from creatorport.adapters.cli import app as commands
from creatorport.adapters.cli.gateway import Composition
from creatorport.domain.ids import AccountId, PurgeId, WorkspaceId
from creatorport.domain.retention import DropReason, Purge, Purged
from tests.fakes.reads import reads_in_memory
from tests.fakes.units_of_work import InMemoryUnitsOfWork

LUMEN = WorkspaceId("lumen")


@pytest.fixture
def composition(monkeypatch: pytest.MonkeyPatch) -> Composition:
    """A gateway in memory that has dropped two things of one workspace."""
    # Both set up the whole process, which is pytest's here.
    monkeypatch.setattr("creatorport.adapters.observability.logs.configure", lambda **_: None)
    monkeypatch.setattr("creatorport.adapters.observability.metrics.configure", lambda: None)
    units = InMemoryUnitsOfWork()

    async def fill() -> None:
        at, gone = datetime(2026, 11, 20, 9, 30, tzinfo=UTC), DropReason.DISCONNECTED
        async with units() as uow:
            await uow.retention.report(Purge(PurgeId("1"), LUMEN, at, Purged.PROFILE, gone, 1, AccountId("a-1")))
            keys = Purge(PurgeId("2"), LUMEN, at.replace(hour=10), Purged.IDEMPOTENCY_KEYS, DropReason.OUTLIVED, 7)
            await uow.retention.report(keys)
            await uow.commit()

    asyncio.run(fill())

    @asynccontextmanager
    async def office(_settings: Any) -> AsyncIterator[Any]:
        yield SimpleNamespace(purges=reads_in_memory(units.storage).purges)

    return cast("Composition", SimpleNamespace(office=office))


def test_the_report_is_shown_newest_first(composition: Composition) -> None:
    shown = CliRunner().invoke(commands.cli(composition), ["purges", "--workspace", "lumen"])
    assert (shown.exit_code, shown.output.splitlines()) == (
        0,
        [
            "2026-11-20 10:30:00Z  idempotency_keys: 7 (outlived)",
            "2026-11-20 09:30:00Z  profile: 1 of account a-1 (disconnected)",
            "2 of 2 shown.",
        ],
    )


def test_as_much_of_the_report_is_shown_as_is_asked_for(composition: Composition) -> None:
    shown = CliRunner().invoke(commands.cli(composition), ["purges", "--workspace", "lumen", "--last", "1"])
    assert shown.output.splitlines()[1:] == ["1 of 2 shown."]
    nothing = CliRunner().invoke(commands.cli(composition), ["purges", "--workspace", "umbra"])
    assert nothing.output == "0 of 0 shown.\n"
