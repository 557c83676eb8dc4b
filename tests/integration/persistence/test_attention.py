"""How attention reaches the database: every few seconds, in one statement, and never at a reader's cost."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from structlog.testing import capture_logs

from creatorport.adapters.persistence.attention import SqlAttention
from creatorport.application.ports.attention import ACCOUNT, CAMPAIGN, LASTS
from creatorport.domain.errors import ConcurrentChange, StorageUnavailable
from creatorport.domain.ids import WorkspaceId
from tests.fakes.clock import START, MovableClock

LUMEN = WorkspaceId("lumen")
FOLLOWED = ("campaign", "campaign-1")


class Cable:
    """An engine whose next transactions come to what is put into `troubles`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.begun = 0
        self.troubles: list[psycopg.Error] = []

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        self.begun += 1
        if self.troubles:
            raise OperationalError("INSERT", {}, self.troubles.pop())
        return self.engine.begin()


@pytest.fixture
def cable(engine: AsyncEngine) -> Cable:
    return Cable(engine)


def over(cable: Cable, clock: MovableClock | None = None) -> SqlAttention:
    return SqlAttention(cast("Any", cable), clock or MovableClock(), every=0.01)


async def written(cable: Cable) -> Sequence[tuple[str, str]]:
    async with cable.engine.connect() as connection:
        return [(row.kind, row.id) for row in await connection.execute(text("SELECT * FROM attention ORDER BY id"))]


async def come_to_be_written(cable: Cable) -> None:
    async with asyncio.timeout(10):
        while not await written(cable):  # noqa: ASYNC110  another writes; it is seen in the database alone
            await asyncio.sleep(0.01)


async def test_a_look_costs_no_statement_and_many_are_written_in_one_transaction(cable: Cable) -> None:
    attention = over(cable)
    for number in range(300):
        attention.notice(LUMEN, ACCOUNT, [f"account-{number:03}", "account-000"])
    assert (cable.begun, await written(cable)) == (0, [])
    await attention.write()
    assert (cable.begun, len(await written(cable))) == (1, 300)
    await attention.write()
    assert cable.begun == 1, "there was nothing more to write"


async def test_what_is_over_is_removed_by_the_next_write(cable: Cable) -> None:
    clock = MovableClock()
    attention = over(cable, clock)
    attention.notice(LUMEN, ACCOUNT, ["account-1"])
    await attention.write()
    clock.move_to(START + LASTS * 2)
    attention.notice(LUMEN, ACCOUNT, ["account-2"])
    await attention.write()
    assert await written(cable) == [("account", "account-2")]


async def test_ten_thousand_things_are_remembered_between_two_writes_and_no_more(cable: Cable) -> None:
    attention = over(cable)
    for number in range(10_050):
        attention.notice(LUMEN, ACCOUNT, [str(number)])
    await attention.write()
    assert len(await written(cable)) == 10_000


async def test_what_is_noticed_is_written_before_long_until_the_gateway_closes(cable: Cable) -> None:
    attention = over(cable)
    async with attention.writing():
        attention.notice(LUMEN, ACCOUNT, ["account-1"])
        await come_to_be_written(cable)
    attention.notice(LUMEN, ACCOUNT, ["account-2"])
    await asyncio.sleep(0.03)
    assert await written(cable) == [("account", "account-1")]
    assert [task for task in asyncio.all_tasks() if task.get_name() == "attention"] == []


@pytest.mark.parametrize(
    ("trouble", "raised"),
    [
        (psycopg.OperationalError("gone"), StorageUnavailable),
        (psycopg.errors.DeadlockDetected("two at once"), ConcurrentChange),
    ],
    ids=["away", "two gateways in each other's way"],
)
async def test_writing_goes_on_after_a_failure_that_is_told_to_nobody_who_reads(
    cable: Cable, trouble: psycopg.Error, raised: type[Exception]
) -> None:
    attention = over(cable)
    cable.troubles = [trouble]
    with attention.watching(LUMEN, CAMPAIGN, "campaign-1"):
        with pytest.raises(raised):
            await attention.write()
        cable.troubles = [trouble, trouble]
        with capture_logs() as logs:
            async with attention.writing():
                await come_to_be_written(cable)
    assert await written(cable) == [FOLLOWED]
    assert [one["event"] for one in logs] == ["attention was not written down"] * 2
