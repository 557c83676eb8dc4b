"""A part of the whole suite: no test may leave a secret in anything that the product says.

After each test, everything that was said in its course is searched for every secret that was made in its course; one
that is found fails that test, by name. A test that is about speaking secrets is marked `speaks_secrets`.
"""

from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

import pytest

from tests.secrecy.listening import Outputs, is_silent, listen
from tests.secrecy.scanner import Scanner

SCANNER = Scanner()
"""What this process has heard in the course of the running test."""

_OUTPUTS = Outputs()


def hear_file(file: Path, arguments: Sequence[str]) -> None:
    """Hear what a program that was started otherwise than by `subprocess` writes to a file from now on."""
    if not is_silent(arguments):
        _OUTPUTS.add(file)


def hear_text(told: Iterable[str], arguments: Sequence[str]) -> None:
    """Hear what a program that was run otherwise than by `subprocess` has told."""
    for said in told if not is_silent(arguments) else ():
        SCANNER.hear("a process's output", said)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "speaks_secrets: makes secrets and says them on purpose, with the reason")
    patch = pytest.MonkeyPatch()
    listen(patch, SCANNER, _OUTPUTS)
    config.add_cleanup(patch.undo)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    for name, text in report.sections:
        if name.endswith(call.when):
            SCANNER.hear(name, text)
    if call.when != "teardown":
        return report
    for place, text in _OUTPUTS.news().items():
        SCANNER.hear(place, text)
    found = SCANNER.found()
    SCANNER.clear()
    if found and report.passed and item.get_closest_marker("speaks_secrets") is None:
        report.outcome = "failed"
        report.longrepr = "Secrets were spoken in the course of this test:\n  " + "\n  ".join(found)
    return report
