from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.simulator.visitor import Visitor
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(Settings(size=40))


@pytest.fixture
async def visitor(simulator: Simulator) -> AsyncIterator[Visitor]:
    """Somebody at a fresh TikTok whose time stands still, using the desktop app."""
    transport = httpx.ASGITransport(create_app(simulator))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        visitor = Visitor(http)
        await visitor.choose_app("desktop")
        yield visitor
