from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack

import httpx
import psycopg
import pytest

from tests.e2e.crash.children import Nursery, nursery
from tests.e2e.crash.market import opened, simulator
from tests.e2e.crash.places import Places
from tests.e2e.crash.trial import Cast, Trial

OpenTrial = Callable[[bool], Awaitable[Trial]]


@pytest.fixture(scope="session")
def the_nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("lives")) as running:
        yield running


@pytest.fixture(scope="session")
def simulators() -> Iterator[dict[bool, httpx.Client]]:
    """One that speaks the assumed contract too, and one that does not."""
    with ExitStack() as stack:
        yield {assumed: stack.enter_context(simulator(assumed=assumed)) for assumed in (False, True)}


@pytest.fixture(scope="session")
def places(migrated_database: tuple[str, psycopg.Connection]) -> Places:
    return Places(*migrated_database)


@pytest.fixture(scope="session")
def migrated_place(places: Places) -> Iterator[str]:
    with places.made() as url:
        yield url


@pytest.fixture
async def open_trial(
    the_nursery: Nursery, simulators: dict[bool, httpx.Client], places: Places, migrated_place: str
) -> AsyncIterator[OpenTrial]:
    """Make a trial on a market, with or without the assumed contract."""
    async with AsyncExitStack() as stack:

        async def make(assumed: bool) -> Trial:
            market = opened(simulators[assumed])
            handles = market.creators(3)
            cast = Cast(handles[:2], handles[2:])
            template = stack.enter_context(places.borrowed(migrated_place))
            await places.connect(template, market, cast.everyone)
            return Trial(the_nursery, market, places, cast, template)

        yield make
