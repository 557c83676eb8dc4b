"""What our programs would otherwise load, each on its first use."""

import asyncio
import contextlib
import faulthandler
import importlib

import httpx
from sqlalchemy.orm import configure_mappers

from tiktok_simulator.settings import EPOCH
from tiktok_simulator.world import World

_MODULES = (
    "creatorport.adapters.cli.app", "creatorport.container.lifecycle", "creatorport.graphql.schema",
    "tests.e2e.crash.gateway", "tiktok_simulator.cli", "tiktok_simulator.server",
)  # fmt: skip

SEED = 7
"""Of the world that most simulators here show: it is made once."""


def load() -> None:
    faulthandler.enable()  # a copy that hangs is asked where it stands
    for name in _MODULES:
        importlib.import_module(name)
    configure_mappers()
    asyncio.run(_call_nobody())
    World(SEED, EPOCH)


async def _call_nobody() -> None:
    with contextlib.suppress(httpx.ConnectError):
        async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
            await client.get("http://127.0.0.1:1/")
