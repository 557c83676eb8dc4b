"""A process of ours is killed at the moments that matter, one after another: real parts, real signals.

Whatever TikTok's own books say was done must have been done once, and whatever was asked for must have a verdict.
Each moment of each kind of change is gone through in process, in `tests/integration/deaths`: here it is shown that a
killed process leaves no more behind than an exception does.
"""

import asyncio
import random

import pytest

from tests.e2e.crash.conftest import OpenTrial
from tests.e2e.crash.market import CREATE, SEND, UPDATE
from tests.e2e.crash.trial import TIMEOUT

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("crash")]

STORMS = 4
_REQUEST, _EFFECT = "before the commit of a request", "before the commit of drive_effect"
MOMENTS = [
    (_REQUEST, 3),  # the launch
    (_EFFECT, 1),  # that it is about to be called
    ("before tto.campaign.create", 1),
    (_EFFECT, 2),  # TikTok has done it, and its answer is lost
    ("before tto.campaign.list", 1),
    (_EFFECT, 3),  # what came of it, with what follows from it
    ("before tto.invitation.send", 1),
    (_EFFECT, 5),  # TikTok has written to the creator, and its answer is lost
    ("before tto.invitation.list", 1),
    ("before tto.report", 1),
    ("before the commit of capture_campaign", 1),
    ("before tto.campaign.update", 1),
]


async def test_death_at_any_moment_changes_nothing(open_trial: OpenTrial) -> None:
    """TikTok creates campaigns and writes to creators, and never says so. They die before commits and calls, as nothing
    that lasts happens from after one of them until before the next.
    """
    trial = open_trial(assumed=True)
    for endpoint in (CREATE, SEND):
        trial.market.fault("lost_answer", endpoint)
    await trial.die_at_each(MOMENTS)


async def test_dying_again_and_again_in_a_storm_changes_nothing(open_trial: OpenTrial) -> None:
    """Requests and answers are lost or too late at random, creators show late, and two processes die in a row."""
    trial, chance = open_trial(assumed=True), random.Random(20)
    for endpoint in (CREATE, UPDATE, SEND):
        trial.market.fault("lost_request", endpoint, probability=0.25)
        trial.market.fault("html_500", endpoint, probability=0.1, options={"applied": True})
        trial.market.fault("lost_answer", endpoint, probability=0.2)
        trial.market.fault("slow_answer", endpoint, probability=0.15, options={"seconds": TIMEOUT + 0.5})
    trial.market.option(handle_delay=TIMEOUT)
    async with asyncio.TaskGroup() as group:
        lives = [
            group.create_task(trial.die_again_and_again([chance.randint(1, 24) for _ in range(2)]))
            for _ in range(STORMS)
        ]
    assert sum(life.result() for life in lives) >= STORMS
