"""What only a real database can show: raw rows, conflicts of locks, and its absence."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.persistence.engine import conninfo, make_engine, psycopg_url
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.vault import SealedTokenVault
from creatorport.domain.errors import ConcurrentChange, CreatorportError, InvalidValue, StorageUnavailable, VaultError
from creatorport.domain.ids import AccountId, CampaignId
from tests.contract.persistence.specimens import (
    LUMEN,
    NOW,
    account,
    attempt,
    campaign,
    counts,
    creator,
    invitation,
    later,
    marketplace,
    pedigree,
    post,
)

SECRETS = ("act.access-1", "rft.refresh-1", "brand-token", "verifier-of-43")


async def test_no_secret_can_be_read_in_the_raw_rows(sql_units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
    async with sql_units() as uow:
        await uow.accounts.add(account())
        await uow.marketplaces.add(marketplace())
        await uow.attempts.add(attempt())
        await uow.commit()
    async with engine.connect() as connection:
        rows: list[str] = []
        for table in ("accounts", "marketplaces", "connect_attempts", "log"):
            rows += (await connection.execute(text(f"SELECT t::text FROM {table} AS t"))).scalars().all()  # noqa: S608  a constant
    assert len(rows) == 4
    assert not [secret for secret in SECRETS for row in rows if secret in row]


async def test_a_sealed_token_that_is_moved_to_another_account_does_not_open(
    sql_units: SqlUnitsOfWork, engine: AsyncEngine
) -> None:
    async with sql_units() as uow:
        await uow.accounts.add(account())
        await uow.accounts.add(account("account-2", "open-2"))
        await uow.commit()
    async with engine.begin() as connection:
        await connection.execute(
            text(
                "UPDATE accounts AS moved SET sealed_access_token = other.sealed_access_token"
                " FROM accounts AS other WHERE moved.id = 'account-2' AND other.id = 'account-1'"
            )
        )
    async with sql_units() as uow:
        assert (await uow.accounts.load(LUMEN, AccountId("account-1"))).grant is not None
        with pytest.raises(VaultError):
            await uow.accounts.load(LUMEN, AccountId("account-2"))


async def test_every_capture_stays_in_the_ledger(sql_units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
    async with sql_units() as uow:
        await uow.campaigns.add(campaign())
        await uow.creators.put([creator()])
        await uow.posts.add(post().capture(counts(100), pedigree(NOW)))
        await uow.commit()
    for step, views in ((1, 250), (2, 180)):
        async with sql_units() as uow:
            (seen,) = await uow.posts.of_campaign(LUMEN, CampaignId("campaign-1"))
            captured = seen.capture(counts(views), pedigree(later(step)))
            await uow.posts.save(captured)
            await uow.posts.save(captured)
            await uow.commit()
    async with engine.connect() as connection:
        ledger = (await connection.execute(text("SELECT views, fell FROM snapshots ORDER BY captured_at"))).all()
    assert [tuple(row) for row in ledger] == [(100, False), (250, False), (180, True)]


async def test_instants_are_utc_on_the_way_back(sql_units: SqlUnitsOfWork) -> None:
    async with sql_units() as uow:
        await uow.campaigns.add(campaign())
        await uow.commit()
    async with sql_units() as uow:
        stored = (await uow.campaigns.load(LUMEN, CampaignId("campaign-1"))).created_at
    assert stored == NOW
    assert stored.tzinfo is UTC


async def test_a_naive_time_is_never_stored(sql_units: SqlUnitsOfWork) -> None:
    naive = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001  that is the point
    async with sql_units() as uow:
        with pytest.raises(Exception, match="a naive time is never stored"):
            await uow.campaigns.add(replace(campaign(), created_at=naive))


async def test_a_text_that_postgresql_cannot_hold_is_an_invalid_value(sql_units: SqlUnitsOfWork) -> None:
    async with sql_units() as uow:
        with pytest.raises(InvalidValue):
            await uow.campaigns.add(replace(campaign(), brief="a\0b"))
    async with sql_units() as uow:
        with pytest.raises(InvalidValue):
            await uow.log.append("s", "k", {"text": "a\0b"}, NOW)


async def test_who_waits_in_a_circle_is_told_of_a_concurrent_change(sql_units: SqlUnitsOfWork) -> None:
    async with sql_units() as uow:
        for name in ("a", "b"):
            await uow.campaigns.add(campaign(name))
        await uow.commit()
    meeting = asyncio.Barrier(2)

    async def lock(first: str, second: str) -> None:
        async with sql_units() as uow:
            await uow.campaigns.lock(LUMEN, CampaignId(first))
            await meeting.wait()
            await uow.campaigns.lock(LUMEN, CampaignId(second))

    outcomes = await asyncio.gather(lock("a", "b"), lock("b", "a"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [ConcurrentChange]


async def test_a_reference_to_nothing_is_refused_at_the_commit(sql_units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
    async with sql_units() as uow:
        await uow.invitations.add([invitation()])
        with pytest.raises(Exception, match="fk_invitations"):
            await uow.commit()
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM invitations"))).scalar_one() == 0


async def test_parents_may_come_after_their_children_within_one_unit_of_work(sql_units: SqlUnitsOfWork) -> None:
    async with sql_units() as uow:
        await uow.invitations.add([invitation()])
        await uow.campaigns.add(campaign())
        await uow.creators.put([creator()])
        await uow.commit()
    async with sql_units() as uow:
        assert await uow.invitations.load(LUMEN, invitation().id) == invitation()


async def test_a_unit_of_work_after_a_restart_of_the_server_notices_nothing(
    sql_units: SqlUnitsOfWork, database_url: str
) -> None:
    async with sql_units() as uow:
        await uow.campaigns.add(campaign())
        await uow.commit()
    async with await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'tests'"
        )
    async with sql_units() as uow:
        assert (await uow.campaigns.load(LUMEN, CampaignId("campaign-1"))).version == 0


async def test_a_connection_that_breaks_midway_is_storage_unavailable(
    sql_units: SqlUnitsOfWork, database_url: str
) -> None:
    async with sql_units() as uow:
        await uow.campaigns.add(campaign())
        async with await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'tests'"
            )
        with pytest.raises(StorageUnavailable):
            await uow.commit()


async def test_no_database_is_storage_unavailable(vault: SealedTokenVault) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    engine = make_engine(url)
    units = SqlUnitsOfWork(engine, vault, JobQueue(url))
    async with units() as uow:
        with pytest.raises(StorageUnavailable) as refused:
            await uow.campaigns.measured()
    assert isinstance(refused.value, CreatorportError)
    await engine.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_operators_url_is_understood_however_it_is_spelled(scheme: str) -> None:
    assert psycopg_url(f"{scheme}://u:p%40@h:5/d") == "postgresql+psycopg://u:p%40@h:5/d"
    assert conninfo(f"{scheme}://u:p%40@h:5/d") == "postgresql://u:p%40@h:5/d"
