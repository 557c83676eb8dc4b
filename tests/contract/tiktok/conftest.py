"""Each contract test runs twice: on the fakes, and on the real adapters against the simulator over TCP."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from itertools import count

import httpx
import pytest

from creatorport.application.ports.tiktok_one import Access
from tests.contract.tiktok.faked import FakedTikTok
from tests.contract.tiktok.simulated import SimulatedTikTok
from tests.contract.tiktok.stages import TikTokStage, brand_access

_marks = count(1)

READY = "tiktok-simulator is ready at "


@pytest.fixture(scope="session")
def simulator() -> Iterator[str]:
    """Start one simulator for the whole run; return its address."""
    command = (
        sys.executable,
        "-m",
        "tiktok_simulator",
        "serve",
        "--port",
        "0",
        "--seed",
        "7",
        "--speed",
        "0",
        "--assumed",
    )
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline().strip()
            assert line.startswith(READY), line
            yield line.removeprefix(READY)
        finally:
            process.kill()


@pytest.fixture(params=["fakes", pytest.param("simulator", marks=pytest.mark.process)])
async def tiktok(request: pytest.FixtureRequest) -> AsyncIterator[TikTokStage]:
    if request.param == "fakes":
        yield FakedTikTok()
        return
    address = request.getfixturevalue("simulator")
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        yield await fresh(client, address)


async def fresh(client: httpx.AsyncClient, address: str) -> SimulatedTikTok:
    await client.post(f"{address}/_simulator/market", json={"autonomous": False, "limited": False, "null_share": 0})
    world = (await client.get(f"{address}/_simulator/world")).json()
    people = (await client.get(f"{address}/_simulator/world/creators", params={"limit": "400"})).json()["creators"]
    listed = [one["handle"] for one in people if one["standing"] == "IN" and one["country"] == "US"]
    outsider = next(one["handle"] for one in people if one["standing"] == "NOT_IN")
    return SimulatedTikTok(client, world, f"cp-{next(_marks)}", (listed[0], listed[1], listed[2]), outsider)


@pytest.fixture
async def access(tiktok: TikTokStage) -> Access:
    return await brand_access(tiktok)
