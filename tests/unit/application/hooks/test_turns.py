"""Slow receivers hold a part of a worker's hands, and those of one workspace a part of that."""

import asyncio
from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from creatorport.application.hooks.turns import InTurns
from creatorport.application.ports.jobs import DriveHook
from creatorport.domain.ids import HookId, WorkspaceId
from tests.unit.application.hooks.hook_stage import HookStage


class Slow:
    """Drives until it is let go."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.released: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def __call__(self, job: DriveHook) -> None:
        self.began.append(job.hook_id)
        await self.released[job.hook_id].wait()


def job(workspace: str, hook: str) -> DriveHook:
    return DriveHook(WorkspaceId(workspace), HookId(hook))


async def test_whoever_gets_no_turn_comes_back_in_a_moment_and_holds_nothing_meanwhile() -> None:
    stage, slow = HookStage(), Slow()
    turns = InTurns(stage.units, slow, most=3, of_one=2)
    async with asyncio.TaskGroup() as group:
        for one in (job("lumen", "a"), job("lumen", "b")):
            group.create_task(turns(one))
        await asyncio.sleep(0)
        await turns(job("lumen", "c"))
        assert (slow.began, stage.waits()) == (["a", "b"], [timedelta(seconds=1)])

        group.create_task(turns(job("umbra", "d")))
        await asyncio.sleep(0)
        await turns(job("other", "e"))
        assert (slow.began, len(stage.waits())) == (["a", "b", "d"], 2)

        slow.released["a"].set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        slow.released["c"].set()
        await turns(job("lumen", "c"))
        assert slow.began == ["a", "b", "d", "c"]
        slow.released["b"].set()
        slow.released["d"].set()


async def test_the_more_get_no_turn_the_later_they_come_back_until_a_turn_ends() -> None:
    stage, slow = HookStage(), Slow()
    turns = InTurns(stage.units, slow, most=1, of_one=1)
    async with asyncio.TaskGroup() as group:
        group.create_task(turns(job("lumen", "a")))
        await asyncio.sleep(0)
        for number in range(50):
            await turns(job("umbra", f"b-{number}"))
        assert Counter(stage.waits()) == {timedelta(seconds=1): 20, timedelta(seconds=2): 20, timedelta(seconds=3): 10}
        slow.released["a"].set()
    stage.stage.storage.jobs.clear()
    async with asyncio.TaskGroup() as group:
        group.create_task(turns(job("lumen", "c")))
        await asyncio.sleep(0)
        await turns(job("umbra", "b-0"))
        assert stage.waits() == [timedelta(seconds=1)]
        slow.released["c"].set()


async def test_a_turn_that_fails_is_given_back() -> None:
    stage = HookStage()

    async def fail(_: DriveHook) -> None:
        raise RuntimeError("broken")

    turns = InTurns(stage.units, fail, most=1, of_one=1)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="broken"):
            await turns(job("lumen", "a"))
    assert stage.waits() == []
