"""The live feed over PostgreSQL: what the contract cannot show."""

import asyncio
import gc
import random
from collections.abc import AsyncIterator
from contextlib import aclosing

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.live.channel import RECENT, Channel
from creatorport.adapters.live.feed import PostgresEventFeed
from creatorport.adapters.live.reading import Batch
from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.ports.event_log import Gap, Logged
from creatorport.domain.errors import StorageUnavailable
from tests.contract.persistence.specimens import NOW


@pytest.fixture
async def feed(engine: AsyncEngine, database_url: str) -> AsyncIterator[PostgresEventFeed]:
    feed = PostgresEventFeed(engine, database_url, reconnect=0.02)
    async with feed.listening():
        await feed.connected()
        yield feed


async def append(units: SqlUnitsOfWork, many: int, stream: str = "s") -> None:
    async with units() as uow:
        for number in range(many):
            await uow.log.append(stream, f"k{number}", {}, NOW)
        await uow.commit()


async def numbers(feed: PostgresEventFeed, after: int, until: int, stream: str = "s") -> list[int]:
    seen: list[int] = []
    async with asyncio.timeout(30), aclosing(feed.follow(stream, after)) as entries:  # type: ignore[type-var]  # a generator
        async for entry in entries:
            assert isinstance(entry, Logged)
            seen.append(entry.number)
            if entry.number == until:
                break
    return seen


async def cut_the_listener(url: str) -> None:
    async with await psycopg.AsyncConnection.connect(conninfo(url), autocommit=True) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'creatorport feed'"
        )


async def test_a_follower_misses_nothing_while_its_listener_is_cut_again_and_again(
    feed: PostgresEventFeed, sql_units: SqlUnitsOfWork, database_url: str
) -> None:
    chosen = random.Random(3)
    following = asyncio.create_task(numbers(feed, 0, 60))
    written = 0
    while written < 60:
        step = min(chosen.randint(1, 5), 60 - written)
        written += step
        if chosen.random() < 0.4:
            await cut_the_listener(database_url)
        await append(sql_units, step)
    assert await following == list(range(1, 61))


async def test_news_whose_notification_was_lost_comes_with_the_sweep(
    engine: AsyncEngine, database_url: str, sql_units: SqlUnitsOfWork
) -> None:
    feed = PostgresEventFeed(engine, database_url, sweep=0.1)
    async with feed.listening():
        await feed.connected()
        following = asyncio.create_task(numbers(feed, 0, 1))
        async with await psycopg.AsyncConnection.connect(conninfo(database_url)) as connection:
            await connection.execute("INSERT INTO streams VALUES ('s', 1, 1)")
            await connection.execute("INSERT INTO log VALUES ('s', 1, 'unannounced', '{}', now())")
        assert await following == [1]


async def test_five_hundred_followers_at_one_place_share_each_read(
    feed: PostgresEventFeed, sql_units: SqlUnitsOfWork, engine: AsyncEngine
) -> None:
    await append(sql_units, 1)
    reads = 0

    def count(*arguments: object) -> None:
        nonlocal reads
        reads += "FROM streams AS stream" in str(arguments[2])

    event.listen(engine.sync_engine, "before_cursor_execute", count)
    following = [asyncio.create_task(numbers(feed, 0, 11)) for _ in range(500)]
    await asyncio.sleep(0.1)
    for _ in range(10):
        await append(sql_units, 1)
    assert await asyncio.gather(*following) == [list(range(1, 12))] * 500
    # One or two to begin with, then one for each commit; a few more, as some were woken while they read.
    assert 1 <= reads <= 16


async def test_a_follower_far_behind_catches_up_in_batches_while_others_are_live(
    feed: PostgresEventFeed, sql_units: SqlUnitsOfWork
) -> None:
    await append(sql_units, 1300)
    live = asyncio.create_task(numbers(feed, 1300, 1310))
    behind = asyncio.create_task(numbers(feed, 0, 1310))
    await append(sql_units, 10)
    assert await live == list(range(1301, 1311))
    assert await behind == list(range(1, 1311))


async def test_a_restarted_process_resumes_where_the_last_one_stopped(
    engine: AsyncEngine, database_url: str, sql_units: SqlUnitsOfWork
) -> None:
    await append(sql_units, 9)
    seen: list[int] = []
    for until in (3, 4, 9):
        feed = PostgresEventFeed(engine, database_url)
        async with feed.listening():
            seen += await numbers(feed, seen[-1] if seen else 0, until)
    assert seen == list(range(1, 10))


async def test_a_stream_that_nobody_follows_any_more_costs_nothing(
    feed: PostgresEventFeed, sql_units: SqlUnitsOfWork
) -> None:
    await append(sql_units, 1)
    await numbers(feed, 0, 1)
    async with asyncio.timeout(30):
        # A read that was under way when its follower left ends by itself.
        while feed._channels:
            gc.collect()
            await asyncio.sleep(0.01)
    assert dict(feed._channels) == {}


def logged(number: int) -> Logged:
    return Logged("s", number, "k", {}, NOW)


async def test_a_channel_waits_out_an_absent_database() -> None:
    answers: list[Batch | Gap | StorageUnavailable] = [
        StorageUnavailable("gone"),
        StorageUnavailable("gone"),
        Batch([logged(1)], 1),
    ]

    async def read(after: int) -> Batch | Gap:
        answer = answers.pop(0)
        if isinstance(answer, StorageUnavailable):
            raise answer
        return answer

    assert await Channel(read, retry=0.001).after(0) == [logged(1)]


async def test_a_channel_keeps_a_bounded_number_of_recent_entries() -> None:
    newest = 0

    async def read(after: int) -> Batch | Gap:
        return Batch([logged(number) for number in range(after + 1, newest + 1)], newest)

    channel = Channel(read)
    for newest in (400, 900, RECENT + 700):
        assert await channel.after(newest - 300) == [logged(number) for number in range(newest - 299, newest + 1)]
    assert len(channel._recent) <= RECENT
    assert await channel.after(newest - 2) == [logged(newest - 1), logged(newest)]


async def test_news_that_comes_during_a_read_is_not_slept_through() -> None:
    reading, go_on = asyncio.Event(), asyncio.Event()
    newest = 0

    async def read(after: int) -> Batch | Gap:
        found = Batch([logged(number) for number in range(after + 1, newest + 1)], newest)
        reading.set()
        await go_on.wait()
        return found

    channel = Channel(read)
    following = asyncio.create_task(channel.after(0))
    await reading.wait()
    newest = 1
    channel.wake()
    go_on.set()
    async with asyncio.timeout(30):
        assert await following == [logged(1)]


async def test_a_follower_that_leaves_does_not_take_the_shared_read_along() -> None:
    go_on = asyncio.Event()

    async def read(after: int) -> Batch | Gap:
        await go_on.wait()
        return Batch([logged(1)], 1)

    channel = Channel(read)
    leaving, staying = (asyncio.create_task(channel.after(0)) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.sleep(0)
    go_on.set()
    assert await staying == [logged(1)]
    with pytest.raises(asyncio.CancelledError):
        await leaving
