import gc
import os
import sys
from collections.abc import Generator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.nodeid import coerce_node_id

from tests.copies.starter import close_starter, share_source

if TYPE_CHECKING:
    from execnet import XSpec

# While tests are loaded and collected nearly nothing becomes garbage; it would be looked for thousands of times.
gc.disable()

# Dozens of processes are started here. Without compiled code each of them compiles everything that it imports, which
# takes twice as long as to run it; and beside the sources it would be in the way.
sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(__file__).parents[1] / "var" / "pycache")
os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    # First in, last out: whoever else cleans up may still have programs to stop.
    config.add_cleanup(close_starter)
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        for name in ("tests.secrecy.plugin", "tests.ground"):
            config.pluginmanager.register(import_module(name), name)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: "list[XSpec]") -> None:
    # To load and collect all tests takes half a minute of work: it is done once, for all processes that share them.
    stack = ExitStack()
    config.add_cleanup(stack.close)
    python = share_source(config.invocation_params.args, stack)
    for spec in specs:
        spec.python = python


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # What takes long begins first; the many quick ones fill the gaps at the end.
    items.sort(key=lambda item: item.get_closest_marker("process") is None)
    for item in items:
        if "migrated_database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
        if config.getoption("loadgroup", False):
            _tell_group(item)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    try:
        return (yield)
    finally:
        # What is loaded by now stays: it need not be looked through again and again.
        gc.freeze()
        gc.enable()
        # Tests make much garbage and keep little of it: to look for it less often saves a twentieth of the time.
        gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    yield
    # Of a group, one process has all tests, one after another.
    if _is_on_stage(item) and (nextitem is None or not _is_on_stage(nextitem)):
        from tests.e2e.stage.stage import close_shared_stage  # it listens for secrets, which begins as a plugin

        close_shared_stage(item.config)


def _is_on_stage(item: pytest.Item) -> bool:
    return item.nodeid.endswith("@gateway")


def _tell_group(item: pytest.Item) -> None:
    """Make xdist_group work: xdist 3.8 names groups in a field that pytest 9.2 does not read (pytest-xdist #1386)."""
    for mark in item.iter_markers("xdist_group"):
        if not item.nodeid.endswith(f"@{mark.args[0]}"):
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")
