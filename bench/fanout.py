"""Deliveries per second: from an event in the log to the last subscriber that has it."""

import asyncio
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import IO, Any

import orjson

from bench.processes import module
from bench.world import ALONE, FOLLOW, SHARED, World
from creatorport.domain.ids import CampaignId
from creatorport.graphql.global_ids import global_id

SUBSCRIBERS = 500
_PROCESSES = 2
_PATIENCE = 30.0


class Audience:
    """Two campaigns with 500 subscribers each: of one all ask for the same, of the other each differs in a variable."""

    def __init__(self, world: World, processes: Sequence["subprocess.Popen[bytes]"]) -> None:
        self._world = world
        self._processes = processes
        self._views = {SHARED: 1, ALONE: 1}

    async def gather(self, port: int) -> None:
        """Connect all, and wait until each has had its first message."""
        where = {
            "port": port,
            "token": self._world.token(),
            "document": FOLLOW,
            "groups": [
                {
                    "name": campaign,
                    "campaign": global_id("Campaign", campaign),
                    "size": SUBSCRIBERS // _PROCESSES,
                    "different": campaign == ALONE,
                }
                for campaign in (SHARED, ALONE)
            ],
        }
        await self._all(where)

    async def deliver(self, campaign: CampaignId, events: int) -> float:
        """Log so many events, each in a transaction of its own; return deliveries per second."""
        hearing = asyncio.gather(*self._tell({"group": campaign, "messages": events}))
        began = time.time()
        for _ in range(events):
            self._views[campaign] += 1
            await self._world.change(campaign, self._views[campaign])
        async with asyncio.timeout(_PATIENCE):
            answers = await hearing
        last: float = max(answer["last"] for answer in answers)
        return events * SUBSCRIBERS / (last - began)

    async def _all(self, message: object) -> list[Any]:
        async with asyncio.timeout(_PATIENCE):
            return await asyncio.gather(*self._tell(message))

    def _tell(self, message: object) -> list[Any]:
        return [asyncio.to_thread(_ask, process, orjson.dumps(message) + b"\n") for process in self._processes]


@contextmanager
def audience(world: World, log: IO[bytes]) -> Iterator[Audience]:
    with ExitStack() as stack:
        started = [stack.enter_context(module("bench.subscribers", log=log, talks=True)) for _ in range(_PROCESSES)]
        yield Audience(world, started)


def _ask(process: "subprocess.Popen[bytes]", line: bytes) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line)
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError("the subscribers ended; their log says why")
    return orjson.loads(answer)
