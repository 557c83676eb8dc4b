import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from creatorport.adapters.settings.keys import key_source
from creatorport.adapters.settings.kinds import RateLevel
from creatorport.adapters.settings.settings import Settings
from creatorport.container.gateway import GatewayContainer
from tests.fakes.clock import MovableClock
from tests.integration.cost.counting import Calls, Statements
from tests.integration.cost.house import House
from tests.integration.simulator_market.conftest import opened
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings as SimulatorSettings
from tiktok_simulator.simulator import Simulator

TIKTOK = "http://tiktok.test"
KEY = "test:" + base64.b64encode(bytes(32)).decode()


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """A gateway with TikTok's documented contract."""
    async with housed(database_url, assumed=False) as house:
        yield house


@pytest.fixture
async def talkative_house(database_url: str) -> AsyncIterator[House]:
    """A gateway that also sends personal messages, by the assumed contract."""
    async with housed(database_url, assumed=True) as house:
        yield house


@asynccontextmanager
async def housed(database_url: str, *, assumed: bool) -> AsyncIterator[House]:
    """The product's own composition on PostgreSQL and the simulator; every statement and call of it is counted."""
    simulator = Simulator(SimulatorSettings(size=1200, assumed=assumed))
    simulator.market.change_options({"limited": False, "null_share": 0.0})
    calls, statements, clock = Calls(), Statements(), MovableClock()
    app = simulator.apps.business[0]
    settings = Settings(
        database_url=database_url,
        encryption_keys=KEY,
        tiktok_app_id=app.app_id,
        tiktok_app_secret=app.secret,
        tiktok_client_key="key",
        tiktok_client_secret="secret",
        tiktok_business_origin=f"{TIKTOK}/business",
        tiktok_open_origin=f"{TIKTOK}/open",
        tiktok_rate_level=RateLevel.ULTIMATE,
        assumed_marketplace=assumed,
        capture_every=1,
    )
    transport = httpx.ASGITransport(create_app(simulator))
    async with (
        httpx.AsyncClient(transport=transport, event_hooks={"request": [calls.note]}) as http,
        opened(simulator) as office,
    ):
        await office.log_in()
        container = GatewayContainer(
            settings=settings, database_url=database_url, keys=key_source(settings), http=http, clock=clock
        )
        container.checks.override({})  # nobody asks whether these parts are ready
        engine = container.storage.engine()
        statements.watch(engine)
        yield House(container, statements, calls, office, clock)
        await engine.dispose()
