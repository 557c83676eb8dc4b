"""Both programs tell which version they are, with no setting at all."""

import tomllib
from pathlib import Path

import pytest

from tests.e2e.stage.processes import run

pytestmark = pytest.mark.process

PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize(("module", "name"), [("creatorport", "creatorport"), ("tiktok_simulator", "tiktok-simulator")])
def test_the_version_is_told(module: str, name: str) -> None:
    told = run([module, "--version"])
    assert (told.returncode, told.stdout, told.stderr) == (0, f"{name} {PROJECT['version']}\n", "")
