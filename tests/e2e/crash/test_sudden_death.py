"""A process of ours is killed at every moment there is, one after another; real parts, real signals.

Whatever TikTok's books say was done must have been done once, and whatever was asked for must have a verdict.
"""

import time
import pytest

from tests.e2e.crash.conftest import OpenTrial
from tests.e2e.crash.market import CREATE, SEND, UPDATE, Market

pytestmark = pytest.mark.process


def calm(market: Market) -> None: ...


def lost(market: Market) -> None:
    for endpoint in (CREATE, UPDATE, SEND):
        market.fault("lost_answer", endpoint)
    market.option(handle_delay=1.5)


def storm(market: Market) -> None:
    for endpoint in (CREATE, UPDATE, SEND):
        market.fault("lost_request", endpoint, probability=0.25)
        market.fault("lost_answer", endpoint, probability=0.3)
        market.fault("slow_answer", endpoint, probability=0.2, options={"seconds": 1.5})


@pytest.mark.parametrize("weather", [calm, lost, storm])
@pytest.mark.parametrize("assumed", [False, True])
async def test_sweep(open_trial: OpenTrial, assumed: bool, weather) -> None:
    trial = open_trial(assumed=assumed)
    weather(trial.market)
    began = time.monotonic()
    deaths = await trial.sweep()
    print(len(deaths), time.monotonic() - began)
    print("\n".join(deaths))
