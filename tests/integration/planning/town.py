"""Two gateways on one database, a simulated TikTok that keeps its limits, and time that is moved by hand."""

import asyncio
import base64
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlalchemy import text

from creatorport.adapters.jobs.kinds import KINDS
from creatorport.adapters.settings.keys import keys_of
from creatorport.adapters.settings.settings import Settings
from creatorport.application.ports.jobs import Job, RefreshKnown, SyncAccount
from creatorport.container.gateway import GatewayContainer
from creatorport.domain.account import TikTokAccount
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId
from creatorport.domain.secret import Secret
from creatorport.domain.sync import SyncTrigger
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.context import GraphCaller
from creatorport.graphql.schema import schema
from tests.fakes.clock import MovableClock
from tiktok_simulator.limits import SlidingWindows
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings as SimulatorSettings
from tiktok_simulator.simulator import Simulator

TIKTOK = "http://tiktok.test"
KEY = "test:" + base64.b64encode(bytes(32)).decode()
VERIFIER = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
SCOPES = frozenset({"user.info.basic", "user.info.profile", "user.info.stats", "video.list"})
DATA = {"/open/v2/user/info/", "/open/v2/video/list/", "/open/v2/video/query/"}


@dataclass
class Town:
    """`made` counts calls for data by the day of the simulator's clock, as they arrive at TikTok."""

    simulator: Simulator
    http: httpx.AsyncClient
    clock: MovableClock
    gateways: Sequence[GatewayContainer]
    made: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    async def connect(self, workspace: str, handle: str, name: str) -> AccountId:
        """Connect a creator's account, as the callback does, and queue its first sync."""
        gateway = self.gateways[0]
        login = gateway.tiktok.login()
        await self._control("consent", {"action": "approve", "page": "login", "handle": handle})
        url = login.authorize_url(state=Secret("s"), verifier=VERIFIER, scopes=SCOPES, always_ask=False)
        back = parse_qs(urlsplit((await self.http.get(url)).headers["location"]).query)
        granted = await login.exchange(Secret(back["code"][0]), VERIFIER)
        home = WorkspaceId(workspace)
        profile = await gateway.tiktok.profiles().read(
            granted.grant.access_token, granted.grant.scopes, on_behalf_of=home
        )
        account = TikTokAccount.connected(
            AccountId(name),
            home,
            owner=MemberId("ida"),
            profile=profile,
            grant=granted.grant,
            requested=SCOPES,
            now=self.clock.now(),
        )
        async with gateway.storage.units()() as uow:
            await uow.accounts.add(account)
            await gateway.syncing.begin()(uow, account, SyncTrigger.CONNECT)
            await uow.commit()
        return account.id

    async def live(self, by: timedelta) -> None:
        """Let time pass; then every gateway makes its rounds at once, and both work off the jobs."""
        await self._control("clock", {"advance": by.total_seconds()})
        self.clock.advance(by)
        await asyncio.gather(*(gateway.syncing.due()() for gateway in self.gateways))
        await asyncio.gather(*(gateway.planning.round()() for gateway in self.gateways))
        await self.work()

    async def work(self) -> int:
        """Do what waits, however long it was to wait: one account's jobs one by one, different accounts' at once."""
        jobs = await self._take()
        by_account: defaultdict[str, list[Job]] = defaultdict(list)
        for job in jobs:
            assert isinstance(job, RefreshKnown | SyncAccount)
            by_account[job.account_id].append(job)

        async def do(number: int, own: list[Job]) -> None:
            gateway = self.gateways[number % len(self.gateways)]
            for job in own:
                await gateway.work.handlers()[type(job)](job)

        await asyncio.gather(*(do(number, own) for number, own in enumerate(by_account.values())))
        return len(jobs)

    async def ask(self, workspace: str, document: str, **variables: Any) -> dict[str, Any]:
        """Execute a document that must succeed, at the second gateway, as the workspace's owner."""
        owner = Member(MemberId("ida"), WorkspaceId(workspace), Role.OWNER)
        context = GraphCaller(self.gateways[1].web.application(), owner).context("request-1")
        result: Any = await schema.execute(document, variable_values=variables, context_value=context)
        assert result.errors is None, [error.original_error or error for error in result.errors]
        data: dict[str, Any] = result.data
        return data

    @property
    def refused(self) -> dict[tuple[str, int], int]:
        """What the simulator refused for a limit, by its own record."""
        return {key: times for key, times in self.simulator.http.answered.items() if key[1] == 429}

    async def note(self, request: httpx.Request) -> None:
        if request.url.path in DATA:
            self.made[int(self.simulator.clock.now() // 86_400)][request.url.path] += 1

    async def _take(self) -> Sequence[Job]:
        names = {KINDS[kind].name: KINDS[kind] for kind in (RefreshKnown, SyncAccount)}
        statement = text("DELETE FROM procrastinate_jobs WHERE task_name = ANY (:names) RETURNING id, task_name, args")
        async with self.gateways[0].storage.engine().begin() as connection:
            rows = (await connection.execute(statement, {"names": list(names)})).all()
        return [names[row.task_name].read(row.args) for row in sorted(rows, key=lambda row: row.id)]

    async def _control(self, path: str, body: Any) -> None:
        answer = await self.http.post(f"{TIKTOK}/_simulator/{path}", json=body)
        assert answer.status_code == 200, answer.text


@asynccontextmanager
async def town(database_url: str, *, quota: int, per_minute: int) -> AsyncIterator[Town]:
    """TikTok allows `per_minute` calls of each endpoint, and refuses the rest."""
    simulator = Simulator(SimulatorSettings(size=200))
    simulator.display_limits = SlidingWindows(limit=per_minute, seconds=60)
    app = next(one for one in simulator.apps.open if "(web)" in one.name)
    settings = Settings(
        database_url=database_url,
        encryption_keys=KEY,
        tiktok_app_id="app",
        tiktok_app_secret="secret",
        tiktok_client_key=app.client_key,
        tiktok_client_secret=app.client_secret,
        tiktok_redirect_uri=app.redirect_uris[0],
        tiktok_www_origin=f"{TIKTOK}/www",
        tiktok_open_origin=f"{TIKTOK}/open",
        tiktok_business_origin=f"{TIKTOK}/business",
        daily_app_quota=quota,
        limits=tuple(f"{name}={per_minute}/minute" for name in ("user.info", "video.list", "video.query")),
        planner_every=3600,
    )
    clock = MovableClock(datetime.fromtimestamp(simulator.clock.now(), UTC))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(simulator))) as http:
        gateways = [
            GatewayContainer(
                settings=settings, database_url=database_url, keys=keys_of(settings), http=http, clock=clock
            )
            for _ in range(2)
        ]
        here = Town(simulator, http, clock, gateways)
        http.event_hooks["request"].append(here.note)
        for gateway in gateways:
            gateway.checks.override({})  # nobody asks whether these parts are ready
        yield here
        for gateway in gateways:
            await gateway.storage.engine().dispose()
