"""Keys are changed on PostgreSQL while others read and write; nothing is lost, and the old key can go."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.persistence.rows.row import Row
from creatorport.adapters.persistence.seals import PLACES, SqlSeals
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.settings.key_file import KeyFile
from creatorport.adapters.vault import SealedTokenVault, VaultKey
from creatorport.application.ports.jobs import RevokeGrant
from creatorport.application.revocations import REVOCATION
from creatorport.domain.account import Profile, TikTokAccount, TokenGrant
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.errors import VaultError
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookEventType
from creatorport.domain.ids import AccountId, HookId, MarketplaceId, MemberId, WorkspaceId
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkAuthorization, SparkCode
from creatorport.domain.spark_states import SparkVerb
from tests.contract.persistence.specimens import campaign, creator, post

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LUMEN = WorkspaceId("lumen")
OLD, NEW = VaultKey("old_key", bytes(range(32))), VaultKey("new-key", bytes(range(1, 33)))
MANY = 45


def grant(serial: int) -> TokenGrant:
    return TokenGrant(
        Secret(f"act.{serial}"),
        Secret(f"rft.{serial}"),
        NOW + timedelta(hours=2),
        NOW + timedelta(days=180),
        NOW,
        frozenset({"user.info.basic"}),
    )


def account(serial: int) -> TikTokAccount:
    profile = Profile(f"open-{serial}", None, None, None, None, None, None, None, None)
    return TikTokAccount.connected(
        AccountId(f"account-{serial:03}"),
        LUMEN,
        owner=MemberId("mara"),
        profile=profile,
        grant=grant(serial),
        requested=frozenset({"user.info.basic"}),
        now=NOW,
    )


def units(engine: AsyncEngine, url: str, vault: SealedTokenVault) -> SqlUnitsOfWork:
    return SqlUnitsOfWork(engine, vault, JobQueue(url))


@pytest.fixture
async def old_units(engine: AsyncEngine, database_url: str) -> SqlUnitsOfWork:
    """A database full of seals of the old key: accounts, a marketplace, a sign-in under way, a revocation."""
    vault = SealedTokenVault([OLD])
    written = units(engine, database_url, vault)
    async with written() as uow:
        for serial in range(MANY):
            await uow.accounts.add(account(serial))
        await uow.marketplaces.add(
            Marketplace(MarketplaceId("m"), LUMEN, "7400", "Lumen", Secret("tto"), MemberId("olga"), NOW)
        )
        await uow.attempts.add(
            ConnectAttempt(
                "hash", ConnectTarget.ACCOUNT, LUMEN, MemberId("mara"), Secret("verifier"), frozenset(), None, NOW
            )
        )
        sealed = vault.seal(Secret("act.gone"), REVOCATION)
        await uow.jobs.defer(RevokeGrant(LUMEN, AccountId("gone"), sealed, vault.seal(Secret("rft.gone"), REVOCATION)))
        await uow.campaigns.add(campaign())
        await uow.creators.put([creator()])
        await uow.posts.add(post())
        code = SparkCode(Secret("#code"), "NOT_USED", NOW, NOW)
        asked = SparkAuthorization.requested(post(), 30, NOW)
        await uow.sparks.add(asked.shown(SparkVerb.ACCEPT, NOW, code, NOW))
        told = Hook.made(
            HookId("h"),
            LUMEN,
            url="https://a.example",
            types=frozenset({HookEventType.PUBLICATION_MOVED}),
            secret=Secret("whsec_1"),
            by=MemberId("ida"),
            now=NOW,
        )
        await uow.hooks.add(told.rotate(Secret("whsec_2"), NOW))
        await uow.idempotency.claim(LUMEN, "k", "print")
        await uow.idempotency.keep(LUMEN, "k", "{}", Secret("link"))
        await uow.commit()
    return written


ALL = {
    "accounts.access": MANY,
    "accounts.refresh": MANY,
    "marketplaces": 1,
    "connect attempts": 1,
    "Spark codes": 1,
    "webhook secrets": 1,
    "webhook secrets retiring": 1,
    "idempotency keys": 1,
    "jobs.sealed_token": 1,
    "jobs.sealed_refresh_token": 1,
}


def test_every_sealed_column_is_known_to_whoever_changes_the_key() -> None:
    sealed = {
        (table.name, column.name)
        for table in Row.metadata.tables.values()
        for column in table.columns
        if column.name.startswith("sealed_")
    }
    assert sealed == {(place.table, place.sealed) for place in PLACES if not place.name.startswith("jobs.")}


async def test_every_seal_is_counted_by_its_key(old_units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
    assert await SqlSeals(engine, SealedTokenVault([NEW, OLD])).by_key() == {"old_key": ALL}


async def test_everything_is_sealed_anew_and_the_old_key_can_be_dropped(
    old_units: SqlUnitsOfWork, engine: AsyncEngine, database_url: str
) -> None:
    seals = SqlSeals(engine, SealedTokenVault([NEW, OLD]), batch=7)
    outcome = await seals.reseal()
    assert (outcome.key, outcome.done, outcome.unreadable) == ("new-key", ALL, {})
    assert await seals.by_key() == {"new-key": ALL}
    only_new = SealedTokenVault([NEW])
    async with units(engine, database_url, only_new)() as uow:
        for serial in range(MANY):
            assert (await uow.accounts.load(LUMEN, AccountId(f"account-{serial:03}"))).grant == grant(serial)
        market = await uow.marketplaces.find(LUMEN)
        assert market is not None
        assert market.token == Secret("tto")
        assert (await uow.attempts.lock("hash")).verifier == Secret("verifier")
        assert await uow.idempotency.secret(LUMEN, "k") == Secret("link")
    async with engine.connect() as connection:
        arguments = (await connection.execute(text("SELECT args FROM procrastinate_jobs"))).scalar_one()
    assert only_new.open(arguments["sealed_token"], REVOCATION) == Secret("act.gone")
    assert only_new.open(arguments["sealed_refresh_token"], REVOCATION) == Secret("rft.gone")
    assert arguments["account_id"] == "gone"


async def test_a_second_run_finds_nothing_to_do(old_units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
    seals = SqlSeals(engine, SealedTokenVault([NEW, OLD]))
    await seals.reseal()
    assert (await seals.reseal()).done == {}


async def test_an_interrupted_run_goes_on_where_it_stopped(old_units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
    seals = SqlSeals(engine, SealedTokenVault([NEW, OLD]), batch=10)

    class Interrupted(Exception):
        pass

    def stop(place: str, done: int) -> None:
        if done == 20:
            raise Interrupted

    with pytest.raises(Interrupted):
        await seals.reseal(stop)
    assert (await seals.by_key())["new-key"] == {"accounts.access": 20}
    assert (await seals.reseal()).done == {**ALL, "accounts.access": MANY - 20}


async def test_a_seal_of_an_unknown_key_is_left_alone_and_reported(
    old_units: SqlUnitsOfWork, engine: AsyncEngine
) -> None:
    stranger = VaultKey("lost", bytes(reversed(range(32))))
    async with engine.begin() as connection:
        sealed = SealedTokenVault([stranger]).seal(Secret("x"), "marketplace/lumen/m")
        await connection.execute(text("UPDATE marketplaces SET sealed_token = :sealed"), {"sealed": sealed})
    seals = SqlSeals(engine, SealedTokenVault([NEW, OLD]))
    outcome = await seals.reseal()
    assert outcome.unreadable == {"marketplaces": 1}
    assert (await seals.by_key())["lost"] == {"marketplaces": 1}


async def test_keys_change_under_gateways_that_read_and_write(
    engine: AsyncEngine, database_url: str, tmp_path: Path
) -> None:
    """A gateway renews tokens all the while; it learns the new key from the file, and no renewal is lost."""
    gateway_file = KeyFile(tmp_path / "encryption-keys")
    gateway = units(engine, database_url, SealedTokenVault(gateway_file))
    async with gateway() as uow:
        for serial in range(MANY):
            await uow.accounts.add(account(serial))
        await uow.commit()
    old = gateway_file()[0].id
    begun, stop = asyncio.Event(), asyncio.Event()
    renewals: dict[int, int] = {}

    async def renew_for_ever() -> None:
        turn = 0
        while not stop.is_set():
            serial, turn = turn % MANY, turn + 1
            async with gateway() as uow:
                loaded = await uow.accounts.load(LUMEN, AccountId(f"account-{serial:03}"))
                expected = renewals.get(serial, serial)
                assert loaded.grant == grant(expected)
                await uow.accounts.save(loaded.renew(grant(1000 + turn), NOW))
                await uow.commit()
            renewals[serial] = 1000 + turn
            if len(renewals) == 5:
                begun.set()

    writing = asyncio.create_task(renew_for_ever())
    await asyncio.wait_for(begun.wait(), timeout=30)
    new = KeyFile(gateway_file.path).renew().id
    seals = SqlSeals(engine, SealedTokenVault(KeyFile(gateway_file.path)), batch=4)
    outcome = await seals.reseal()
    stop.set()
    await writing
    assert outcome.unreadable == {}
    assert await seals.by_key() == {new: {"accounts.access": MANY, "accounts.refresh": MANY}}
    KeyFile(gateway_file.path).drop(old)
    only_new = SealedTokenVault(KeyFile(gateway_file.path))
    async with units(engine, database_url, only_new)() as uow:
        for serial in range(MANY):
            kept = await uow.accounts.load(LUMEN, AccountId(f"account-{serial:03}"))
            assert kept.grant == grant(renewals.get(serial, serial))


def test_a_running_vault_learns_new_keys_by_itself_and_seals_under_them(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "encryption-keys")
    running = SealedTokenVault(file)
    before = running.seal(Secret("token"), "p")
    elsewhere = KeyFile(tmp_path / "encryption-keys")
    new = elsewhere.renew()
    assert running.open(SealedTokenVault(elsewhere).seal(Secret("token"), "p"), "p") == Secret("token")
    assert running.seal(Secret("token"), "p").startswith(f"v1.{new.id}.")
    assert running.open(before, "p") == Secret("token")
    assert json.dumps([key.id for key in file()]) == json.dumps([new.id, "local"])


def test_keys_in_use_survive_the_loss_of_their_file(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "encryption-keys")
    vault = SealedTokenVault(file)
    sealed = vault.seal(Secret("token"), "p")
    file.path.unlink()
    assert vault.open(vault.seal(Secret("token"), "p"), "p") == Secret("token")
    assert vault.open(sealed, "p") == Secret("token")
    assert not file.path.exists()
    file.path.write_text("broken")
    assert vault.open(sealed, "p") == Secret("token")
    with pytest.raises(VaultError, match="not configured"):
        vault.open("v1.stranger.AAAA", "p")
