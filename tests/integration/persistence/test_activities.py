"""The database itself keeps the audit log from being changed, whoever asks."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.domain.activity import Activity, ActivityKind, Actor
from creatorport.domain.ids import CampaignId
from tests.contract.persistence.specimens import IDA, LUMEN, NOW

SPOILING = [
    "UPDATE activities SET verb = 'praised'",
    "UPDATE activities SET at = at - interval '1 day'",
    "UPDATE activities SET actor_id = 'max'",
    "UPDATE activities SET facts = '{\"creators\": 3}'",
    "UPDATE activities SET actor_id = NULL, facts = '{}', kind = 'PLAN'",
    "DELETE FROM activities",
    "TRUNCATE activities",
]


@pytest.fixture
async def recorded(sql_units: SqlUnitsOfWork) -> Activity:
    entry = Activity(LUMEN, CampaignId("c"), NOW, Actor.member(IDA), ActivityKind.CAMPAIGN, "launched", None, {"n": 2})
    async with sql_units() as uow:
        await uow.activities.record([entry])
        await uow.commit()
    return entry


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("statement", SPOILING)
async def test_an_entry_is_neither_changed_nor_deleted(engine: AsyncEngine, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with engine.begin() as connection:
            await connection.execute(text(statement))
    assert isinstance(refused.value.orig, psycopg.errors.RestrictViolation)
    assert await kept(engine) == [("launched", "ida", {"n": 2})]


@pytest.mark.usefixtures("recorded")
async def test_the_person_in_an_entry_can_be_forgotten_and_what_was_done_stays(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE activities SET actor_id = NULL, facts = '{}'"))
    assert await kept(engine) == [("launched", None, {})]


async def kept(engine: AsyncEngine) -> list[tuple[str, str | None, dict[str, int]]]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text("SELECT verb, actor_id, facts FROM activities"))]
