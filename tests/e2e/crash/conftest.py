import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import httpx
import psycopg
import pytest

from tests.e2e.crash.children import Nursery
from tests.e2e.crash.market import opened, simulator
from tests.e2e.crash.places import Places
from tests.e2e.crash.trial import AT_ONCE, Cast, Trial

# There is no way to freeze or copy a process on Windows.
collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []


class OpenTrial(Protocol):
    def __call__(self, *, assumed: bool) -> Trial: ...


@pytest.fixture(scope="session")
def the_nursery(tmp_path_factory: pytest.TempPathFactory) -> Nursery:
    return Nursery(tmp_path_factory.mktemp("lives"))


@pytest.fixture(scope="session")
def simulators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, httpx.Client]]:
    """One that speaks the assumed contract too, and one that does not."""
    logs = tmp_path_factory.mktemp("simulators")
    with ExitStack() as stack:
        yield {
            assumed: stack.enter_context(simulator(logs / f"{assumed}.log", assumed=assumed))
            for assumed in (False, True)
        }


@pytest.fixture(scope="session")
def places(migrated_database: tuple[str, psycopg.Connection]) -> Iterator[Places]:
    places = Places(*migrated_database, many=AT_ONCE)
    with places.made():
        yield places


@pytest.fixture
def open_trial(the_nursery: Nursery, simulators: dict[bool, httpx.Client], places: Places) -> OpenTrial:
    """Make a trial on a market, with or without the assumed contract."""

    def make(*, assumed: bool) -> Trial:
        market = opened(simulators[assumed])
        first, second, third = market.creators(3)
        cast = Cast((first,), (second,)) if assumed else Cast((first, second), (third,))
        return Trial(the_nursery, market, places, cast)

    return make
