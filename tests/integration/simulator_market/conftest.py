from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.integration.simulator_market.office import Office
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator


@asynccontextmanager
async def opened(simulator: Simulator) -> AsyncIterator[Office]:
    transport = httpx.ASGITransport(create_app(simulator))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        yield Office(simulator, http)


async def _logged_in(simulator: Simulator) -> AsyncIterator[Office]:
    simulator.market.change_options({"limited": False, "null_share": 0.0})
    async with opened(simulator) as office:
        await office.log_in()
        yield office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """A brand's token in hand, no rate limits, only what TikTok documents."""
    async for office in _logged_in(Simulator(Settings(size=600))):
        yield office


@pytest.fixture
async def assumed() -> AsyncIterator[Office]:
    """The same with the assumed contract."""
    async for office in _logged_in(Simulator(Settings(size=600, assumed=True))):
        yield office
