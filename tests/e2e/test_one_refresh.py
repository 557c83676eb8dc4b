"""A hundred callers in four processes, one expired token, a real PostgreSQL and TikTok's simulator."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from creatorport.adapters.settings.loading import load
from creatorport.application.use_cases.disconnect_account import DisconnectAccountCommand
from creatorport.application.use_cases.finish_connect import Callback
from creatorport.application.use_cases.start_account_connect import StartAccountConnectCommand
from creatorport.container.gateway import GatewayContainer
from creatorport.container.lifecycle import GatewayComposition
from creatorport.domain.account import TikTokAccount
from creatorport.domain.ids import AccountId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member, Role, member_id, workspace_id
from tests.copies.starter import starter
from tests.e2e.stage.gateway import ENCRYPTION_KEYS, register
from tests.e2e.stage.processes import clean_environment
from tests.e2e.stage.simulator import Simulator
from tests.e2e.stage.waiting import soon

pytestmark = pytest.mark.process

WHO = Member(member_id("mara"), workspace_id("lumen"), Role.CREATOR)
PROCESSES, CALLERS = 4, 25


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path)
    simulator.start()
    yield simulator
    simulator.close()


@pytest.fixture
def environment(
    simulator: Simulator, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    settings = {
        **register(simulator, "http://localhost:8000"),
        "DATABASE_URL": database_url,
        "CREATORPORT_ENCRYPTION_KEYS": ENCRYPTION_KEYS,
        "CREATORPORT_DATA_DIR": str(tmp_path / "data"),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return settings


@asynccontextmanager
async def gateway() -> AsyncIterator[GatewayContainer]:
    async with GatewayComposition().gateway(load(for_tiktok=True), worker=False) as running:
        yield running._container


async def connect(container: GatewayContainer, simulator: Simulator) -> AccountId:
    """Connect the first person of the simulated world."""
    use_cases = container.members.use_cases()
    started = await use_cases.start_account_connect(StartAccountConnectCommand(WHO))
    handle = simulator.see("world/creators?limit=1")["creators"][0]["handle"]
    simulator.do("consent", action="approve", page="login", handle=handle)
    page = await asyncio.to_thread(httpx.get, started.authorize_url, trust_env=False)
    query = httpx.URL(page.headers["location"]).params
    finished = await use_cases.finish_connect(Callback(query["state"], Secret(query["code"])))
    account_id: AccountId | None = finished.account_id
    assert account_id is not None
    return account_id


async def stored(container: GatewayContainer, account_id: AccountId) -> TikTokAccount:
    async with container.storage.units()() as uow:
        account: TikTokAccount = await uow.accounts.load(WHO.workspace_id, account_id)
    return account


async def crowd(environment: dict[str, str], account_id: AccountId, folder: Path) -> list[str]:
    """Let all callers ask at once; return what each of them got."""
    go, told = folder / "go", [folder / f"told-{number}" for number in range(PROCESSES)]
    command = ["tests.e2e.refresh.caller", WHO.workspace_id, account_id, str(CALLERS), str(go)]
    copies = [starter().start(command, clean_environment(environment), out=out, err=folder / "errors") for out in told]
    await asyncio.to_thread(soon, lambda: all(out.exists() and out.read_text() for out in told), "all are ready")
    go.touch()
    assert [await asyncio.to_thread(copy.wait, 60) for copy in copies] == [0] * PROCESSES
    return [word for out in told for word in out.read_text().split() if word != "ready"]


async def test_a_hundred_callers_in_four_processes_make_one_refresh(
    environment: dict[str, str], simulator: Simulator, tmp_path: Path
) -> None:
    async with gateway() as container:
        account_id = await connect(container, simulator)
        before = await stored(container, account_id)
        simulator.advance(3 * 3600)
        got = await crowd(environment, account_id, tmp_path)
        after = await stored(container, account_id)
    assert len(got) == PROCESSES * CALLERS
    assert len(set(got)) == 1
    assert len(got[0]) == 64
    assert len(simulator.ledger("token_refreshed")) == 1
    assert before.grant != after.grant
    assert (after.state.value, after.renewing_since) == ("connected", None)


async def test_a_lost_answer_is_reported_for_what_it_is(
    environment: dict[str, str], simulator: Simulator, tmp_path: Path
) -> None:
    async with gateway() as container:
        account_id = await connect(container, simulator)
        simulator.advance(3 * 3600)
        simulator.arm("refresh_answer_lost", "*", count=1)
        got = await crowd(environment, account_id, tmp_path)
        lost = await stored(container, account_id)
    assert sorted(set(got)) == ["NEEDS_REAUTH", "TIKTOK_ANSWER_LOST"]
    assert got.count("TIKTOK_ANSWER_LOST") == 1
    assert len(simulator.ledger("token_refreshed")) == 1
    assert (lost.state.value, lost.loss and lost.loss.value) == ("needs_reauth", "GRANT_RENEWAL_LOST")


async def test_a_disconnect_with_a_dead_access_token_ends_the_connection_at_tiktok(
    environment: dict[str, str], simulator: Simulator
) -> None:
    async with gateway() as container:
        account_id = await connect(container, simulator)
        simulator.advance(3 * 3600)
        await container.members.use_cases().disconnect_account(DisconnectAccountCommand(WHO, account_id))
        running = container.work.worker()
        working = asyncio.create_task(running.run())
        for _ in range(200):
            if simulator.ledger("authorization_removed"):
                break
            await asyncio.sleep(0.1)
        running.stop()
        await working
    assert len(simulator.ledger("authorization_removed")) == 1
