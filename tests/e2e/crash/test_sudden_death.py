"""A process of ours is killed at every moment there is, one after another: real parts, real signals.

Whatever TikTok's own books say was done must have been done once, and whatever was asked for must have a verdict.
The moments lie before and after each commit and each call to TikTok.
"""

import asyncio
import random
from collections.abc import Callable

import pytest

from tests.e2e.crash.conftest import OpenTrial
from tests.e2e.crash.market import CREATE, SEND, UPDATE, Market
from tests.e2e.crash.trial import TIMEOUT

pytestmark = pytest.mark.process

STORMS = 5

MARKED = ["before the commit of drive_effect", "after the commit of drive_effect"]
ASKED = ["before the commit of a request", "after the commit of a request"]


def around(*calls: str) -> list[str]:
    return [f"{when} {call}" for call in calls for when in ("before", "after")]


def effect(call: str, look_up: str | None = None) -> list[str]:
    """Return the moments of one effect: marked, called, settled; or called in vain, looked up, and settled."""
    looked_up = [*around(look_up), *MARKED] if look_up else []
    return [*MARKED, *around(call), *MARKED, *looked_up]


CREATED, UPDATED, SENT = effect("tto.campaign.create"), effect("tto.campaign.update"), effect("tto.invitation.send")
CAPTURED = around("tto.report", "the commit of capture_campaign")
MEASURED = {"before tto.report", "before the commit of capture_campaign"}


def every_answer_is_lost(market: Market) -> list[str]:
    """TikTok does what it is asked and never says so."""
    for endpoint in (CREATE, UPDATE):
        market.fault("lost_answer", endpoint)
    created = effect("tto.campaign.create", "tto.campaign.list")
    # One of the creators who are added is not on TikTok One. TikTok does not show that, so that it takes three looks.
    looks = [*around("tto.campaign.list"), *MARKED] * 3
    return [*ASKED * 3, *created, *CAPTURED, *ASKED, *UPDATED, *looks]


def every_answer_to_a_message_is_lost(market: Market) -> list[str]:
    """The campaign itself goes well."""
    market.fault("lost_answer", SEND)
    sent = effect("tto.invitation.send", "tto.invitation.list")
    captured = around("tto.invitation.list", "tto.report", "the commit of capture_campaign")
    return [*ASKED * 3, *CREATED, *sent, *captured, *ASKED, *UPDATED, *sent]


@pytest.mark.parametrize(
    ("assumed", "weather"), [(False, every_answer_is_lost), (True, every_answer_to_a_message_is_lost)]
)
async def test_death_at_every_moment_changes_nothing(
    open_trial: OpenTrial, assumed: bool, weather: Callable[[Market], list[str]]
) -> None:
    """Before each commit and each call: nothing that lasts happens from after one of them until before the next."""
    trial = open_trial(assumed=assumed)
    # A capture may come only after the end.
    expected = [one for one in weather(trial.market) if one.startswith("before") and one not in MEASURED]
    died_at = await trial.sweep("before")
    # On a busy machine an answer may come too late, and then there are more moments, in another order.
    assert set(died_at) >= set(expected)
    assert len(died_at) >= len(expected)


async def test_dying_again_and_again_in_a_storm_changes_nothing(open_trial: OpenTrial) -> None:
    """Requests and answers are lost or too late at random, creators show late, and three processes die in a row."""
    trial, chance = open_trial(assumed=True), random.Random(20)
    for endpoint in (CREATE, UPDATE, SEND):
        trial.market.fault("lost_request", endpoint, probability=0.25)
        trial.market.fault("html_500", endpoint, probability=0.1, options={"applied": True})
        trial.market.fault("lost_answer", endpoint, probability=0.2)
        trial.market.fault("slow_answer", endpoint, probability=0.15, options={"seconds": TIMEOUT + 0.5})
    trial.market.option(handle_delay=TIMEOUT)
    async with asyncio.TaskGroup() as group:
        lives = [
            group.create_task(trial.die_again_and_again([chance.randint(1, 24) for _ in range(3)]))
            for _ in range(STORMS)
        ]
    assert sum(life.result() for life in lives) >= STORMS
