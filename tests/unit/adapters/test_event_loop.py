"""What the commands run on."""

import asyncio
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest
import uvloop
from typer.testing import CliRunner

from creatorport.adapters.cli import app as commands
from creatorport.adapters.cli.gateway import Composition


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not made for Windows")
def test_the_commands_run_on_uvloop(monkeypatch: pytest.MonkeyPatch) -> None:
    ran_on: list[asyncio.AbstractEventLoop] = []

    async def migrate(_settings: Any) -> str:
        ran_on.append(asyncio.get_running_loop())
        return "migrated"

    # Both set up the whole process, which is pytest's here.
    monkeypatch.setattr("creatorport.adapters.observability.logs.configure", lambda **_: None)
    monkeypatch.setattr("creatorport.adapters.observability.metrics.configure", lambda: None)
    ended = CliRunner().invoke(commands.cli(cast("Composition", SimpleNamespace(migrate=migrate))), ["migrate"])
    assert (ended.exit_code, ended.output) == (0, "migrated\n")
    assert [type(loop) for loop in ran_on] == [uvloop.Loop]
