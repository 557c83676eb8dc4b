"""Joining a popular campaign's subscription at any moment: on the product's own schema and use cases."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import timedelta

import orjson
import pytest

from creatorport.adapters.http.graphql.operations import Operations
from creatorport.adapters.http.graphql.refusals import Refused
from creatorport.adapters.http.graphql.requests import GraphQLRequest
from creatorport.adapters.http.graphql.strawberry_engine import StrawberryEngine
from creatorport.adapters.http.graphql.subscriptions import Subscriptions
from creatorport.application.cursors import position
from creatorport.application.streams import campaign_performance
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Role
from creatorport.graphql.context import GraphCaller
from creatorport.graphql.schema import schema
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds
from tests.integration.transport.serving import until
from tests.transport_defaults import LIMITS

FOLLOW = """
subscription ($id: ID!) {
  campaignPerformance(campaignId: $id) {
    ... on CampaignPerformanceUpdate { cursor totals { views { value } } }
  }
}
"""
STREAM = campaign_performance(CampaignId("glow"))


@dataclass(eq=False)
class Follower:
    """Keeps the numbers of the messages, and what each told."""

    heard: list[tuple[int, int]] = field(default_factory=list)

    def offer(self, payload: str) -> None:
        message = orjson.loads(payload)["data"]["campaignPerformance"]
        self.heard.append((position(STREAM, message["cursor"]), int(message["totals"]["views"]["value"])))

    async def deliver(self, payload: str) -> None:
        raise AssertionError("a shared source never waits for a follower")

    def end(self, refused: Refused | None) -> None:
        raise AssertionError(f"the source ended: {refused}")


class Room:
    """Followers of one campaign, all asking for the same."""

    def __init__(self) -> None:
        self.gateway = Gateway()
        self.seeds = Seeds(self.gateway)
        self.engine = StrawberryEngine(schema)
        self.operations = Operations(self.engine, LIMITS)
        self.subscriptions = Subscriptions(self.engine)
        self.campaign = ""

    async def open(self) -> None:
        self.campaign = await self.seeds.campaign()
        await self.seeds.creator()
        await self.seeds.post(video_id="7", counts=None)
        await self.capture(1)

    async def capture(self, number: int) -> None:
        """The capture of each number brings ten times as many views."""
        self.gateway.clock.advance(timedelta(minutes=1))
        await self.seeds.capture("glow", "7", Counts(number * 10, 0, 0, 0))

    def join(self) -> Follower:
        follower = Follower()
        caller = GraphCaller(self.gateway.application, self.gateway.member(Role.VIEWER))
        operation = self.operations.prepare(GraphQLRequest(FOLLOW, None, {"id": self.campaign}))
        self.subscriptions.start(operation, caller, "request-1", follower)
        return follower


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whoever_joins_while_events_flow_hears_each_number_once_from_the_present_state_on(seed: int) -> None:
    chance, room = random.Random(seed), Room()
    await room.open()
    followers = [room.join()]
    for number in range(2, 60):
        for _ in range(chance.randrange(4)):
            told = followers[0].heard[-1:]
            followers.append(room.join())
            assert followers[-1].heard == told
        await room.capture(number)
        for _ in range(chance.randrange(8)):  # the source keeps up, or falls behind
            await asyncio.sleep(0)
    await until(lambda: all(follower.heard and follower.heard[-1][0] == 59 for follower in followers))
    assert len(followers) > 40
    assert room.subscriptions.sources == 1
    for follower in followers:
        first = follower.heard[0][0]
        assert follower.heard == [(number, number * 10) for number in range(first, 60)]


async def test_who_joins_a_quiet_campaign_hears_its_state_at_once() -> None:
    room = Room()
    await room.open()
    early = room.join()
    await until(lambda: early.heard == [(1, 10)])
    assert room.join().heard == [(1, 10)]
    await room.capture(2)
    await until(lambda: early.heard == [(1, 10), (2, 20)])
    assert room.join().heard == [(2, 20)]
    assert room.subscriptions.sources == 1
