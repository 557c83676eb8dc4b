from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.publishing.house import House, house
from tests.integration.simulator.receiver import Receiver
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator

HOOKS = "https://gateway.example/webhooks/tiktok"


@pytest.fixture
async def gateway() -> AsyncIterator[House]:
    receiver = Receiver()
    simulator = Simulator(Settings(size=40, webhook_url=HOOKS))
    app = create_app(simulator, webhook_transport=httpx.ASGITransport(receiver))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tiktok.test") as http:
        yield await house(http, receiver)
