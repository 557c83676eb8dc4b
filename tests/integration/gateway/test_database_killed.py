"""The embedded database is killed under a serving gateway, which starts it again: nobody has to do anything."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import pytest

from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import discovered, drafted, until_active
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually, soon

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

GONE, UP = "the embedded PostgreSQL is gone; starting it again", "the embedded PostgreSQL is up again"


def postmaster(stage: Stage) -> int | None:
    """The server's number, None while there is no server."""
    pid_file = stage.gateway.folder / "data" / "postgres" / "data" / "postmaster.pid"
    return int(pid_file.read_text().splitlines()[0]) if pid_file.exists() else None


def told(stage: Stage, *events: str) -> list[dict[str, Any]]:
    assert stage.gateway.program is not None
    return [line for line in stage.gateway.program.lines() if line["event"] in events]


async def test_a_killed_database_is_started_again_within_seconds_and_nothing_is_lost(
    stage: Stage, brand: Caller
) -> None:
    before = len(told(stage, GONE, UP))
    campaign_id = await drafted(brand, await discovered(brand, 10), f"Killed {uuid4().hex[:6]}")
    async with brand.socket() as socket:
        following = socket.follow(documents.LIVE, id=campaign_id)
        assert (await anext(following))["campaignPerformance"]["totals"]["posts"] == 0
        killed = postmaster(stage)
        assert killed is not None
        os.kill(killed, signal.SIGQUIT)
        soon(lambda: postmaster(stage) not in (None, killed), "another server has come up", within=20)
        soon(stage.gateway.is_ready, "the gateway is ready again", within=20)
        assert [line["event"] for line in told(stage, GONE, UP)][before:] == [GONE, UP]
        # What was there is there, jobs are taken up again, and the line that was open all the time hears of them.
        brand.launches(campaign_id)
        payload = await brand.change(documents.LAUNCH, campaignId=campaign_id)
        assert payload["errors"] == []
        active = await until_active(brand, campaign_id)
        assert sum(one["count"] for one in active["invitationCounts"]) == 10

        hearing = asyncio.create_task(posts_told(following))

        async def heard() -> bool:
            stage.simulator.advance(7200)
            return hearing.done()

        await eventually(heard, "a linked post is told")
        assert await hearing > 0


async def posts_told(following: AsyncGenerator[dict[str, Any], None]) -> int:
    """Listen until posts are told of, and return how many."""
    async for message in following:
        posts: int = message["campaignPerformance"]["totals"]["posts"]
        if posts:
            return posts
    return 0
