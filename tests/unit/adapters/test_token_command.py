"""Tokens on the command line."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from typer.testing import CliRunner

from creatorport.adapters.cli import app as commands
from creatorport.adapters.cli.gateway import Composition

ASKED = ["token", "--workspace", "atelier", "--role", "owner"]


def test_whoever_forgets_the_gateways_folder_is_told_so_beside_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Both set up the whole process, which is pytest's here.
    monkeypatch.setattr("creatorport.adapters.observability.logs.configure", lambda **_: None)
    monkeypatch.setattr("creatorport.adapters.observability.metrics.configure", lambda: None)
    monkeypatch.setenv("CREATORPORT_DATA_DIR", str(tmp_path))
    cli = commands.cli(cast("Composition", SimpleNamespace()))
    first, second = (CliRunner().invoke(cli, ASKED) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.count(".") == second.stdout.count(".") == 2
    assert f"the data folder {tmp_path} yet" in first.stderr
    assert second.stderr == ""
