"""The tests, loaded and collected."""

import contextlib
import os
from pathlib import Path

import pytest


def load(arguments: list[str]) -> None:
    """Collect what these arguments of pytest select, in silence: what is wrong, those who run the tests will tell."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main([*arguments, "-n", "0", "--collect-only", "-qq"])
