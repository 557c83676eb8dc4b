"""A subscription that is cut off again and again goes on behind its last cursor: nothing is missing, nothing twice."""

import asyncio
import base64
import random
from contextlib import aclosing, suppress
from typing import Any

import pytest
from gql.transport.exceptions import TransportConnectionFailed, TransportQueryError

from tests.e2e.stage import documents
from tests.e2e.stage.caller import Socket
from tests.e2e.stage.following import number, time_passing
from tests.e2e.stage.journey import connected_brand, discovered, drafted, launched
from tests.e2e.stage.stage import Stage

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

SERVICE_RESTART = 1012


def beginning(cursor: str) -> str:
    """The cursor before the first entry of the same stream."""
    scope = base64.urlsafe_b64decode(cursor + "==").decode().rpartition("@")[0]
    return base64.urlsafe_b64encode(f"{scope}@0".encode()).decode().rstrip("=")


async def take(socket: Socket, campaign_id: str, after: str | None, many: int) -> list[dict[str, Any]]:
    """The next messages, at most so many; fewer when the line breaks."""
    messages: list[dict[str, Any]] = []
    with suppress(TransportConnectionFailed):
        async with aclosing(socket.follow(documents.LIVE, id=campaign_id, after=after)) as updates:
            async for data in updates:
                messages.append(data["campaignPerformance"])
                if len(messages) == many:
                    break
    return messages


async def test_a_subscription_cut_at_random_points_and_by_a_restart_misses_and_repeats_nothing(stage: Stage) -> None:
    brand = await connected_brand(stage)
    campaign_id = await launched(brand, await discovered(brand, 10), name="Cut off")
    chance = random.Random(20261120)
    heard: list[dict[str, Any]] = []
    async with time_passing(stage):
        async with brand.socket() as socket:
            heard += await take(socket, campaign_id, None, 2)
            socket.cut()
        for cut in range(10):
            async with brand.socket() as socket:
                if cut == 5:
                    last = heard[-1]["cursor"]
                    following = asyncio.create_task(take(socket, campaign_id, last, 1000))
                    await asyncio.sleep(0)
                    assert await asyncio.to_thread(stage.gateway.stop) == 0
                    async with asyncio.timeout(10):
                        heard += await following
                    assert socket.close_code == SERVICE_RESTART
                    await asyncio.to_thread(stage.gateway.start)
                else:
                    async with asyncio.timeout(30):
                        heard += await take(socket, campaign_id, heard[-1]["cursor"], chance.randint(1, 3))
                    socket.cut()
    numbers = [number(message["cursor"]) for message in heard]
    assert numbers == list(range(numbers[-1] + 1))
    assert numbers[-1] >= 12
    with stage.database() as connection:
        [[newest]] = connection.execute(
            "SELECT newest FROM streams WHERE name = 'campaign-performance/' || split_part(%s, ':', 2)",
            [base64.b64decode(campaign_id).decode()],
        ).fetchall()
    assert isinstance(newest, int)
    async with brand.socket() as socket:
        again = await take(socket, campaign_id, beginning(heard[0]["cursor"]), newest)
    assert [number(message["cursor"]) for message in again] == list(range(1, newest + 1))
    assert again[: numbers[-1]] == heard[1:]


async def test_an_event_stream_goes_on_where_a_socket_was_cut(stage: Stage) -> None:
    brand = await connected_brand(stage)
    campaign_id = await launched(brand, await discovered(brand, 6), name="Another line")
    async with time_passing(stage):
        async with brand.socket() as socket:
            heard = await take(socket, campaign_id, None, 3)
            socket.cut()
        async with brand.stream(documents.LIVE, id=campaign_id, after=heard[-1]["cursor"]) as updates:
            async with asyncio.timeout(30):
                following = await anext(updates)
    assert number(following["data"]["campaignPerformance"]["cursor"]) == number(heard[-1]["cursor"]) + 1


async def test_a_cursor_of_another_campaign_or_of_nothing_is_refused(stage: Stage) -> None:
    brand = await connected_brand(stage)
    one, other = [await drafted(brand, await discovered(brand, 1), name) for name in ("One", "Other")]
    async with brand.socket() as socket:
        [present] = await take(socket, one, None, 1)
    for after in (present["cursor"], "not a cursor", ""):
        async with brand.socket() as socket:
            with pytest.raises(TransportQueryError) as refused:
                await anext(socket.follow(documents.LIVE, id=other, after=after))
        assert refused.value.errors is not None
        [error] = refused.value.errors
        assert error["message"] == "after: is not a cursor of what is followed"
        assert error["extensions"]["code"] == "INVALID_VALUE"
        assert (error["extensions"]["field"], error["extensions"]["fixableBy"]) == ("after", "CALLER")


async def test_a_cursor_ahead_of_the_log_is_told_where_the_log_is(stage: Stage) -> None:
    brand = await connected_brand(stage)
    campaign_id = await drafted(brand, await discovered(brand, 1), "Ahead")
    async with brand.socket() as socket:
        [present] = await take(socket, campaign_id, None, 1)
        ahead = base64.urlsafe_b64decode(present["cursor"] + "==").decode().replace("@0", "@1000")
        after = base64.urlsafe_b64encode(ahead.encode()).decode().rstrip("=")
        async with asyncio.timeout(10):
            lagged = await anext(socket.follow(documents.LIVE, id=campaign_id, after=after))
    assert lagged["campaignPerformance"]["__typename"] == "Lagged"
    assert lagged["campaignPerformance"]["cursor"] == present["cursor"]
